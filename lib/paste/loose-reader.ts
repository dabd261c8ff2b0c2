import type { Json, JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { expressionEnd, holeOf } from './expression.ts';
import { foreignWords } from './language.ts';
import { readLooseNumber } from './read-number.ts';
import { isCurlyQuote, readCurlyText, readQuotedText, readTemplate, readTripleText, type Source } from './read-text.ts';
import { unreadable } from './reading.ts';
import { readUnescapedText } from './unescaped-quotes.ts';

/** Deepest nesting; no connector comes near it. */
const deepest = 200;
const space = /\s|\u200b|\u200c|\u200d|\u2060|\ufeff/;
const plainSpace = /[ \t\r\n]/;
const wordStart = /[\p{L}_$]/u;
const word = /[\p{L}\p{N}_$]+/uy;

/** What a member is when nothing is known of its value; it is left out. */
const absent = Symbol('absent');

/**
 * Reads one value as people write it: JSON, and what stands for it in Dev Tools, Python, JavaScript and Java. What is broken and certain is
 * mended and said; what is not is asked about. One class, because position and depth belong to every step; long, because it is a grammar.
 */
export class LooseReader {
  at: number;
  private readonly source: Source;
  private depth = 0;

  constructor(source: Source, at: number) {
    this.source = source;
    this.at = at;
  }

  /** The value at the current place. @throws StudioError 400 when there is none that can be read */
  read(): Json {
    this.skip();
    const value = this.expression();
    if (value === absent) throw unreadable('The value is left out', this.line());
    return value;
  }

  private line(at = this.at) {
    return this.source.lines.at(at);
  }

  private fix(message: string, at = this.at) {
    this.source.reading.repair(message, this.line(at));
  }

  private get character() {
    return this.source.text.charAt(this.at);
  }

  /** Moves over white space and comments. @param isOnLine stop at the end of the line */
  skip(isOnLine = false): void {
    const { text } = this.source;
    for (; this.at < text.length; ) {
      const character = text.charAt(this.at);
      if (isOnLine && character === '\n') return;
      if (space.test(character)) {
        if (!plainSpace.test(character)) this.fix('Spaces of another kind (such as no-break spaces) became plain ones');
        this.at++;
      } else if (!this.skipComment()) return;
    }
  }

  private skipComment(): boolean {
    const { text, language } = this.source;
    const opener = ['//', '#', '\\\\', '/*'].find((start) => text.startsWith(start, this.at));
    if (opener === undefined) return false;
    const isKnown = opener === '/*' ? language.hasBlockComments : language.lineComments.includes(opener);
    if (language.isCode && !isKnown) return false;
    if (!isKnown) this.fix('A comment was left out');
    const [closer, length] = opener === '/*' ? ['*/', 2] : ['\n', 0];
    const end = text.indexOf(closer, this.at + opener.length);
    this.at = end < 0 ? text.length : end + length;
    return true;
  }

  /** A value, or in programs an expression, of which only what is certain is worked out. */
  private expression(): Json | typeof absent {
    const start = this.at;
    const first = this.primary();
    const { language } = this.source;
    if (first === absent || !language.isCode) return first;
    let value: Json = first;
    for (;;) {
      const end = this.at;
      this.skipToOperator();
      const isText = typeof value === 'string';
      if (isText && this.character === '+') {
        this.at++;
        this.skip();
      } else if (!(isText && language.joinsNeighbours && this.textOpener() !== undefined)) {
        if (this.isExpressionEnd()) {
          this.at = end;
          return value;
        }
        break;
      }
      const next = this.primary();
      if (typeof next !== 'string') break;
      value = `${value}${next}`;
    }
    return this.hole(start);
  }

  /** Outside of brackets a line end ends an expression, unless the next line goes on with a `+`, which Python does not have. */
  private skipToOperator(): void {
    this.skip(this.depth === 0);
    if (this.character !== '\n' || this.source.language.name === 'python') return;
    const end = this.at;
    this.skip();
    if (this.source.text.charAt(this.at) !== '+') this.at = end;
  }

  private isExpressionEnd(): boolean {
    const { text } = this.source;
    return this.at >= text.length || ',)]}:;\n'.includes(this.character);
  }

  /** Code that says nothing certain, up to where it ends. */
  private hole(start: number): Json {
    this.at = expressionEnd(this.source.text, start, this.depth === 0);
    if (this.at === start) throw this.noValue();
    return holeOf(this.source, this.source.text.slice(start, this.at).trim(), start);
  }

  /** Prefix and quotes of a text that begins here. */
  private textOpener(): { prefix: string; quotes: string } | undefined {
    const { text, language } = this.source;
    let at = this.at;
    if (language.name === 'python') while (/[rbuftRBUFT]/.test(text.charAt(at)) && at - this.at < 3) at++;
    const character = text.charAt(at);
    if (!['"', "'", '`'].includes(character) || (character === '`' && language.name !== 'javascript')) return undefined;
    const hasTriples = language.name !== 'javascript' && (character === '"' || language.name === 'python');
    const quotes = hasTriples && text.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
    return { prefix: text.slice(this.at, at).toLowerCase(), quotes };
  }

  private readText({ prefix, quotes }: { prefix: string; quotes: string }, isName = false): string {
    const { source } = this;
    const start = this.at + prefix.length;
    const isTemplate = quotes === '`' || prefix.includes('f');
    const isRaw = prefix.includes('r');
    const read = isTemplate
      ? readTemplate(source, start, quotes, (code, at) => String(holeOf(source, code.trim(), at)))
      : quotes.length === 3
        ? readTripleText(source, start, isRaw || source.language.name === 'json')
        : (source.language.name === 'json' && quotes === '"' && !isName && readUnescapedText(source, start)) ||
          readQuotedText(source, start, isRaw);
    this.at = read.end;
    return read.value;
  }

  private primary(): Json | typeof absent {
    const { text, language } = this.source;
    const opener = this.textOpener();
    if (opener) return this.readText(opener);
    const { character } = this;
    if (character === '{') return this.object();
    if (character === '[') return this.array(']');
    if (character === '(' && language.isCode) return this.parenthesis();
    if (isCurlyQuote(character)) {
      const read = readCurlyText(this.source, this.at);
      this.at = read.end;
      return read.value;
    }
    const number = readLooseNumber(this.source, this.at);
    if (number) {
      this.at = number.end;
      return number.value;
    }
    if (character === '<' && !language.isCode) return this.bareChoice();
    if (wordStart.test(character)) return this.word();
    if (this.at >= text.length) throw unreadable('The text ends where a value is expected', this.line());
    if (language.isCode) return this.hole(this.at);
    throw this.noValue();
  }

  private noValue() {
    return unreadable(`Line ${this.line()} has ${JSON.stringify(this.character)} where a value is expected`, this.line());
  }

  /** `<a value of yours>` without quotation marks. */
  private bareChoice(): Json {
    const { text } = this.source;
    const end = text.indexOf('>', this.at);
    if (end < 0 || text.slice(this.at, end).includes('\n'))
      throw unreadable(`Line ${this.line()} has "<" where a value is expected`, this.line());
    const written = text.slice(this.at, end + 1);
    this.fix(`${written} got quotation marks`);
    this.at = end + 1;
    return written;
  }

  private word(): Json | typeof absent {
    const { text, language, reading } = this.source;
    const start = this.at;
    word.lastIndex = start;
    const name = word.exec(text)?.[0] ?? '';
    this.at = start + Math.max(name.length, 1);
    const known = language.words.get(name);
    if (known !== undefined) return known;
    if (name === 'undefined' && language.name === 'javascript') return absent;
    const foreign = foreignWords.get(name);
    if (foreign !== undefined) {
      this.fix(`${name} became ${writeJson(foreign)}`, start);
      return foreign;
    }
    if (!language.isCode) return this.bareWord(start);
    const wrapped = this.wrapped(name);
    if (wrapped !== undefined) return wrapped;
    const variable = reading.variables.get(name);
    return variable !== undefined && !/[.[(]/.test(this.character) ? variable : this.hole(start);
  }

  /** A word that should have been a text, to the end of its value. */
  private bareWord(start: number): Json {
    const { text } = this.source;
    const end = /[,}\]\n]/g;
    end.lastIndex = start;
    this.at = end.exec(text)?.index ?? text.length;
    const written = text.slice(start, this.at).trim();
    const { reading } = this.source;
    return reading.hole({ kind: 'expression', text: written, name: written, line: this.line(start) });
  }

  /** Calls that only write their argument down: `JSON.stringify({…})`, `json.dumps({…})`, `str("…")`. */
  private wrapped(name: string): Json | undefined {
    const { text } = this.source;
    const call = /^(JSON\.stringify|json\.dumps|str|String|dict|Buffer\.from)\s*\(/.exec(text.slice(this.at - name.length, this.at + 40));
    if (!call) return undefined;
    const start = this.at;
    this.at += call[0].length - name.length;
    this.depth++;
    try {
      if (call[1] === 'dict') return this.arguments().named;
      const [first] = this.arguments().positional;
      if (first === undefined) return undefined;
      return /\.(stringify|dumps)$/.test(call[1] ?? '') ? writeJson(first) : first;
    } finally {
      this.depth--;
      if (text.charAt(this.at - 1) !== ')') this.at = start;
    }
  }

  /** What stands between the parentheses of a call, to the closing one; the opening one has been read. */
  arguments(): { positional: Json[]; named: JsonObject } {
    const positional: Json[] = [];
    const named: JsonObject = new Map();
    this.enter();
    for (this.skip(); this.character !== ')'; this.skip()) {
      const { text } = this.source;
      if (this.at >= text.length) throw unreadable('A call has no closing parenthesis', this.line());
      const [written, name] = /^(\w+)\s*=(?!=)\s*/.exec(text.slice(this.at, this.at + 80)) ?? [];
      if (written) this.at += written.length;
      const value = this.expression();
      if (value !== absent && name) named.set(name, value);
      else if (value !== absent) positional.push(value);
      this.skip();
      if (this.character === ',') this.at++;
      else if (this.character !== ')') this.at = expressionEnd(text, this.at + 1, false);
    }
    this.leave();
    return { positional, named };
  }

  private enter() {
    if (++this.depth > deepest) throw unreadable(`Line ${this.line()} nests values more than ${deepest} deep`, this.line());
  }

  private leave() {
    this.at++;
    this.depth--;
  }

  private parenthesis(): Json {
    const items = this.array(')');
    return items.length === 1 && !this.wasComma ? (items[0] as Json) : items; // as: one item is there
  }

  /** Whether the last list ended in a comma: what tells (1,) from (1). */
  private wasComma = false;

  private array(closer: ']' | ')'): Json[] {
    const items: Json[] = [];
    this.enter();
    this.at++;
    this.wasComma = false;
    let wasComma = false;
    for (this.skip(); this.character !== closer; this.skip()) {
      if (this.isEnd(closer)) break;
      if (this.character === ',') {
        this.at++;
        wasComma = true;
        continue;
      }
      if (items.length > 0 && !wasComma) this.missingComma();
      wasComma = false;
      if (this.skipEllipsis()) continue;
      const value = this.expression();
      if (value !== absent) items.push(value);
    }
    this.trailingComma(wasComma);
    this.leave();
    this.wasComma = wasComma;
    return items;
  }

  private object(): JsonObject {
    const members: JsonObject = new Map();
    this.enter();
    this.at++;
    let [wasComma, isFirst] = [true, true];
    for (this.skip(); this.character !== '}'; this.skip()) {
      if (this.isEnd('}')) break;
      if (this.character === ',') {
        this.at++;
        wasComma = true;
        continue;
      }
      if (!wasComma) this.missingComma();
      [wasComma, isFirst] = [false, false];
      if (this.skipEllipsis()) continue;
      this.member(members);
    }
    this.trailingComma(wasComma && !isFirst);
    this.leave();
    return members;
  }

  private member(members: JsonObject): void {
    const start = this.at;
    const name = this.memberName();
    this.skip();
    if (this.character === ':' || (this.character === '=' && this.source.language.isCode)) {
      this.at += this.source.text.startsWith('=>', this.at) ? 2 : 1;
      this.skip();
      const value = this.expression();
      if (value === absent) return;
      if (members.has(name)) this.twice(name, start);
      members.set(name, value);
    } else if (this.source.language.hasBareNames && ',}'.includes(this.character)) {
      members.set(name, this.source.reading.variables.get(name) ?? holeOf(this.source, name, start)); // { model } stands for { model: model }
    } else throw unreadable(`Line ${this.line(start)}: the field ${JSON.stringify(name)} has no value`, this.line(start));
  }

  private twice(name: string, at: number) {
    const { reading, language } = this.source;
    const message = `${name} is there twice; the last one counts`;
    if (language.isCode) this.fix(message, at);
    else reading.unplaced.push({ message, line: this.line(at) });
  }

  private memberName(): string {
    const { text, language } = this.source;
    const opener = this.textOpener();
    if (opener) return this.readText(opener, true);
    const { character } = this;
    if (isCurlyQuote(character)) {
      const read = readCurlyText(this.source, this.at);
      this.at = read.end;
      return read.value;
    }
    const [name] = /^[\p{L}_$][\p{L}\p{N}_$.-]*|^\d+/u.exec(text.slice(this.at, this.at + 200)) ?? [];
    if (name === undefined) {
      const found = this.at >= text.length ? 'The text ends' : `Line ${this.line()} has ${JSON.stringify(character)}`;
      throw unreadable(`${found} where the name of a field is expected`, this.line());
    }
    if (!language.hasBareNames) this.fix(`The field name ${name} got quotation marks`);
    this.at += name.length;
    return name;
  }

  /** The end of the text closes what is open. */
  private isEnd(closer: string): boolean {
    const { text } = this.source;
    if (this.at >= text.length) {
      this.fix(`A closing ${closer} at the end was added`);
      return true;
    }
    if (!'}])'.includes(this.character)) return false;
    throw unreadable(
      `Line ${this.line()} has ${this.character} where ${closer} is expected: a bracket before it is not closed`,
      this.line(),
    );
  }

  private missingComma() {
    this.fix('A comma between two values was added');
  }

  private trailingComma(isThere: boolean) {
    if (isThere && !this.source.language.hasTrailingCommas) this.fix('A comma before a closing bracket was removed');
  }

  /** `...` that stands for what the writer left out, or spreads something that is not here. */
  private skipEllipsis(): boolean {
    const { text, language, reading } = this.source;
    const [dots] = /^(?:\.{3,}|…|\*\*(?=\w))/.exec(text.slice(this.at, this.at + 5)) ?? [];
    if (dots === undefined) return false;
    const start = this.at;
    this.at += dots.length;
    if (language.isCode && wordStart.test(this.character)) this.at = expressionEnd(text, this.at, false);
    const line = this.line(start);
    const answer = reading.ask({
      id: `left out ${line}`,
      line,
      text: `Line ${line} leaves something out: ${text.slice(start, Math.min(this.at, start + 60))}. Is the rest enough?`,
      choices: [{ value: 'go on', label: 'Go on without it' }],
    });
    if (answer) reading.unplaced.push({ message: 'What the dots stand for is not in the text', line });
    return true;
  }
}
