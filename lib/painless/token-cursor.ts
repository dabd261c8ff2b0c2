import { compileProblem } from './script-problem.ts';
import { keywords, type Token } from './token.ts';

/** Brackets, blocks and operators inside each other: more than any person writes, less than the stack holds. */
const deepestNesting = 150;

const end: Token = { kind: 'end', text: '', at: 0 };

/** A place in the tokens of a script, and the questions that the grammar asks there. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token `ahead` places on; `end` for ever after the last. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? this.#tokens.at(-1) ?? end;
  }

  /** Is it this operator or keyword? A string with the same text is not. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && (token.kind === 'op' || token.kind === 'word');
  }

  isOneOf(texts: readonly string[], ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return (kind === 'op' || kind === 'word') && texts.includes(text);
  }

  isName(ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'word' && !keywords.has(text);
  }

  next(): Token {
    const token = this.peek();
    if (this.#at < this.#tokens.length - 1) this.#at += 1;
    return token;
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  expect(text: string): Token {
    if (this.is(text)) return this.next();
    throw this.mismatch(`['${text}']`);
  }

  name(): Token {
    if (this.isName()) return this.next();
    throw this.mismatch('[a name]');
  }

  /** Something else had to come next. */
  mismatch(wanted: string): Error {
    const token = this.peek();
    if (token.kind === 'end') return compileProblem(token.at, 'unexpected end of script.', 'no_viable_alt_exception');
    return compileProblem(token.at, `unexpected token ['${token.text}'] was expecting one of ${wanted}.`);
  }

  /** Nothing begins like this. */
  noWay(from = this.peek()): Error {
    const token = this.peek();
    if (token.kind === 'end') return compileProblem(token.at, 'unexpected end of script.', 'no_viable_alt_exception');
    return compileProblem(from.at, `invalid sequence of tokens near ['${token.text}'].`, 'no_viable_alt_exception');
  }

  /** Reads something that may hold itself. */
  nested<Result>(read: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > deepestNesting) throw compileProblem(this.peek().at, `The script is nested more than ${deepestNesting} levels deep.`);
    const result = read();
    this.#depth -= 1;
    return result;
  }
}
