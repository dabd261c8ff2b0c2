import { compileProblem, ScriptProblem } from './script-problem.ts';
import type { Token } from './token.ts';

/** Longest first. */
const operators = [
  ...['>>>=', '==~', '===', '!==', '>>>', '<<=', '>>='],
  ...[
    '==',
    '!=',
    '<=',
    '>=',
    '&&',
    '||',
    '++',
    '--',
    '+=',
    '-=',
    '*=',
    '/=',
    '%=',
    '&=',
    '|=',
    '^=',
    '->',
    '?.',
    '?:',
    '::',
    '=~',
    '<<',
    '>>',
  ],
  ...['{', '}', '[', ']', '(', ')', '.', ',', ';', '+', '-', '*', '/', '%', '<', '>', '=', '!', '~', '&', '|', '^', '?', ':', '$'],
];

const space = /(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)+/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const field = /[A-Za-z_][A-Za-z0-9_]*|0|[1-9][0-9]*/y;
const hex = /0[xX][0-9a-fA-F]+[lL]?/y;
const octal = /0[0-7]+[lL]?/y;
const decimal = /(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)[fFdD]?/y;
const integer = /(?:0|[1-9][0-9]*)[lLfFdD]?/y;
const regex = /\/((?:\\[^\n]|[^\n\\/*])(?:\\[^\n]|[^\n\\/])*)\/([cilmsUux]*)/y;

/** Reads a script into tokens; the last one is `end`. @throws ScriptProblem for a character that has no meaning where it stands */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  for (;;) {
    at += match(space)?.[0].length ?? 0;
    if (at >= source.length) break;
    const token = nextToken(source, at, tokens.at(-1), match);
    tokens.push(token.token);
    at += token.length;
  }
  tokens.push({ kind: 'end', text: '', at: source.length });
  return tokens;
}

type Match = (pattern: RegExp) => RegExpExecArray | null;
type Found = { token: Token; length: number };

function nextToken(source: string, at: number, previous: Token | undefined, match: Match): Found {
  const found = (kind: Token['kind'], text: string | undefined): Found | null =>
    text === undefined ? null : { token: { kind, text, at }, length: text.length };
  if (previous?.kind === 'op' && (previous.text === '.' || previous.text === '?.')) {
    return found('field', match(field)?.[0]) ?? unexpected(source, at);
  }
  const character = source[at] ?? '';
  if (character === '"' || character === "'") return stringAt(source, at, character);
  if (character === '/' && !endsValue(previous)) {
    const written = match(regex);
    if (written) return { token: { kind: 'regex', text: written[1] ?? '', at, flags: written[2] ?? '' }, length: written[0].length };
  }
  const hexadecimal = match(hex)?.[0];
  // Recorded: Painless takes the last letter of such a number for the mark of a float or double, and stumbles over it.
  if (hexadecimal && /[fFdD]$/.test(hexadecimal)) {
    throw new ScriptProblem('compile', 'illegal_state_exception', 'Illegal tree structure.', { at });
  }
  return (
    found('word', match(word)?.[0]) ??
    found('integer', hexadecimal) ??
    found('integer', match(octal)?.[0]) ??
    found('decimal', match(decimal)?.[0]) ??
    found('integer', match(integer)?.[0]) ??
    found(
      'op',
      operators.find((text) => source.startsWith(text, at)),
    ) ??
    unexpected(source, at)
  );
}

/** A slash after a value divides; anywhere else it begins a regular expression. */
function endsValue(previous: Token | undefined): boolean {
  if (previous === undefined) return false;
  if (previous.kind === 'op') return previous.text === ')' || previous.text === ']';
  return previous.kind === 'integer' || previous.kind === 'decimal' || previous.kind === 'field' || isName(previous);
}

const isName = ({ kind, text }: Token) => kind === 'word' && !['return', 'in', 'throw', 'else', 'do', 'instanceof'].includes(text);

function stringAt(source: string, start: number, quote: string): Found {
  let text = '';
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at];
    if (character === quote) return { token: { kind: 'string', text, at: start }, length: at + 1 - start };
    if (character !== '\\') text += character;
    else {
      const next = source[++at];
      if (next !== '\\' && next !== quote) throw badEscape(source, start, at, quote);
      text += next;
    }
  }
  throw lexerProblem(start, `unexpected character [${source.slice(start)}].`);
}

const lexerProblem = (at: number, message: string) => compileProblem(at, message, 'lexer_no_viable_alt_exception');

const badEscape = (source: string, start: number, at: number, quote: string) =>
  lexerProblem(
    start,
    `unexpected character [${source.slice(start, at + 1)}]. The only valid escape sequences in strings starting with [${quote}] are [\\\\] and [\\${quote}].`,
  );

function unexpected(source: string, at: number): never {
  throw lexerProblem(at, `unexpected character [${String.fromCodePoint(source.codePointAt(at) ?? 0)}].`);
}
