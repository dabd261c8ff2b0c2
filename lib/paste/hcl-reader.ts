import { type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { holeOf } from './expression.ts';
import { languages } from './language.ts';
import { Lines } from './lines.ts';
import type { Source } from './read-text.ts';
import { unreadable } from './reading.ts';

/** Deepest nesting; no configuration comes near it. */
const deepest = 100;
const gap = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const name = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const heredoc = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\n/uy;
const escapes = new Map(Object.entries({ n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }));
const ourPlaceholder = /^\s*(?:parameters|credential)\.[^}\s]+\s*$/;
const words = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads a block of a Terraform configuration as it stands: literals, `join`, `jsonencode`; any other expression is a hole. */
export class HclReader {
  private at: number;
  private depth = 0;
  private readonly source: Source;

  constructor(source: Omit<Source, 'language'>, at: number) {
    this.source = { ...source, language: languages.python }; // as far as holes ask: a program, whose names are known or not
    this.at = at;
  }

  /** From behind its opening brace to behind its closing one. Blocks of one name become a list. */
  block(): JsonObject {
    return this.nested(() => {
      const block: JsonObject = new Map();
      for (this.skip(); !this.take('}'); this.skip()) {
        const member = this.match(name) ?? (this.character === '"' ? this.text() : undefined);
        if (member === undefined) throw this.unexpected('a name or a closing brace');
        this.spaces();
        if (this.take('=') || this.take(':')) block.set(member, this.value());
        else {
          while (this.character === '"') {
            this.text(); // a label
            this.spaces();
          }
          if (!this.take('{')) throw this.unexpected(`an equals sign or a brace behind ${member}`);
          const inner = this.block();
          const before = block.get(member);
          block.set(member, before === undefined ? inner : [...(Array.isArray(before) ? before : [before]), inner]);
        }
        this.spaces();
        this.take(',');
      }
      return block;
    });
  }

  private value(): Json {
    return this.nested(() => {
      this.skip();
      const start = this.at;
      const value = this.literal();
      const end = this.at;
      this.spaces();
      // What follows a whole value on its line makes it an expression: `"a" == var.b ? 1 : 2`.
      if (value !== undefined && (this.at >= this.source.text.length || '\n\r,]}):#'.includes(this.character) || this.isComment())) {
        this.at = end;
        return value;
      }
      return this.hole(start);
    });
  }

  private literal(): Json | undefined {
    const { character } = this;
    if (character === '"') return this.text();
    if (character === '<') return this.heredoc();
    if (character === '{') {
      this.at++;
      return this.block();
    }
    if (character === '[') return this.list(']');
    const digits = this.match(number);
    if (digits !== undefined) return new JsonNumber(digits);
    const word = this.match(name);
    if (word === undefined) return undefined;
    return this.character === '(' ? this.call(word) : words.get(word);
  }

  private call(called: string): Json | undefined {
    if (!['join', 'jsonencode', 'sensitive', 'nonsensitive', 'tostring', 'trimspace', 'chomp', 'tomap', 'tolist'].includes(called))
      return undefined;
    const [first, second] = this.list(')');
    if (first === undefined) return undefined;
    if (called === 'jsonencode') return writeJson(first);
    if (called === 'trimspace') return typeof first === 'string' ? first.trim() : undefined;
    if (called === 'chomp') return typeof first === 'string' ? first.replace(/\n+$/, '') : undefined;
    if (called !== 'join') return first;
    const isTexts = Array.isArray(second) && second.every((part) => typeof part === 'string');
    return typeof first === 'string' && isTexts ? second.join(first) : undefined;
  }

  private list(closer: ']' | ')'): Json[] {
    this.at++;
    const items: Json[] = [];
    for (this.skip(); !this.take(closer); this.skip()) {
      if (this.at >= this.source.text.length) throw this.unexpected(`a closing ${closer}`);
      items.push(this.value());
      this.skip();
      if (!this.take(',') && this.character !== closer) throw this.unexpected(`a comma or a closing ${closer}`);
    }
    return items;
  }

  private text(): string {
    const { text } = this.source;
    const start = this.at;
    const template = { value: '' };
    for (this.at++; this.at < text.length; ) {
      const character = text.charAt(this.at);
      if (character === '"') {
        this.at++;
        return template.value;
      }
      if (character === '\n') break;
      if (character === '\\') this.escape(template);
      else this.part(template);
    }
    throw unreadable(`A text begins on line ${this.line(start)} and has no closing quotation mark`, this.line(start));
  }

  private escape(template: { value: string }) {
    const { text } = this.source;
    const kind = text.charAt(this.at + 1);
    const digits = kind === 'u' ? 4 : kind === 'U' ? 8 : 0;
    const written = text.slice(this.at + 2, this.at + 2 + digits);
    const code = digits > 0 && /^[0-9a-fA-F]+$/.test(written) && written.length === digits ? Number.parseInt(written, 16) : undefined;
    template.value += code !== undefined && code <= 0x10ffff ? String.fromCodePoint(code) : (escapes.get(kind) ?? kind);
    this.at += 2 + (code === undefined ? 0 : digits);
  }

  /** One character of a template, or what a sequence of it stands for. */
  private part(template: { value: string }) {
    const { text, reading } = this.source;
    if (text.startsWith('$${', this.at) || text.startsWith('%%{', this.at)) {
      template.value += text.slice(this.at + 1, this.at + 3);
      this.at += 3;
      return;
    }
    if (!text.startsWith('${', this.at) && !text.startsWith('%{', this.at)) {
      template.value += text.charAt(this.at++);
      return;
    }
    const end = this.closingBrace(this.at + 2);
    const code = text.slice(this.at + 2, end);
    if (text.charAt(this.at) === '$' && ourPlaceholder.test(code)) {
      reading.repair(`\${${code.trim()}} was kept as a placeholder of the connector; Terraform needs $\${`, this.line());
      template.value += `\${${code.trim()}}`;
    } else template.value += holeOf(this.source, code.trim(), this.at);
    this.at = end + 1;
  }

  private heredoc(): string | undefined {
    const { text } = this.source;
    heredoc.lastIndex = this.at;
    const [opener, dash, word] = heredoc.exec(text) ?? [];
    if (opener === undefined) return undefined;
    const start = this.at;
    const rows: string[] = [];
    let from = this.at + opener.length;
    for (;;) {
      if (from >= text.length)
        throw unreadable(`Line ${this.line(start)} opens a text up to ${word}, which does not follow`, this.line(start));
      const end = text.indexOf('\n', from);
      const row = text.slice(from, end < 0 ? text.length : end);
      if (row.trim() === word) {
        this.at = from + row.length;
        return this.template(start, withoutIndent(rows, dash === '-'));
      }
      rows.push(row);
      from = end < 0 ? text.length : end + 1;
    }
  }

  /** What the sequences of a text between two markers stand for. */
  private template(start: number, text: string): string {
    const { lines, reading } = this.source;
    const inner = new HclReader({ text, lines: new Lines(text, lines.at(start) + 1), reading }, 0);
    const template = { value: '' };
    while (inner.at < text.length) inner.part(template);
    return template.value;
  }

  /** Code whose value is not in the text. */
  private hole(start: number): string {
    const { text } = this.source;
    this.at = start;
    let level = 0;
    for (; this.at < text.length; this.at++) {
      const { character } = this;
      if (character === '"') {
        this.text();
        this.at--;
      } else if ('([{'.includes(character)) level++;
      else if (')]}'.includes(character) && level-- === 0) break;
      else if (level === 0 && (character === '\n' || character === ',' || this.isComment())) break;
    }
    const code = text.slice(start, this.at).trim();
    if (code === '') throw this.unexpected('a value');
    return holeOf(this.source, code, start);
  }

  private closingBrace(from: number): number {
    const { text } = this.source;
    let level = 0;
    for (let at = from; at < text.length && text.charAt(at) !== '\n'; at++) {
      if (text.charAt(at) === '{') level++;
      else if (text.charAt(at) === '}' && level-- === 0) return at;
    }
    throw unreadable(`A template begins on line ${this.line(from)} and has no closing brace`, this.line(from));
  }

  private nested<Value>(read: () => Value): Value {
    if (++this.depth > deepest) throw unreadable('The text is nested too deep', this.line());
    const value = read();
    this.depth--;
    return value;
  }

  private get character() {
    return this.source.text.charAt(this.at);
  }

  private isComment() {
    const { text } = this.source;
    return this.character === '#' || text.startsWith('//', this.at) || text.startsWith('/*', this.at);
  }

  private line(at = this.at) {
    return this.source.lines.at(at);
  }

  private take(character: string): boolean {
    if (this.character !== character) return false;
    this.at++;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private skip() {
    this.match(gap);
  }

  private spaces() {
    this.match(/[ \t]*/y);
  }

  private unexpected(expected: string) {
    const found = this.source.text.slice(this.at, this.at + 20).split('\n')[0];
    return unreadable(`Line ${this.line()} should go on with ${expected}${found ? `, not with ${found}` : ''}`, this.line());
  }
}

/** `<<-` takes away what all lines are indented by. */
function withoutIndent(rows: readonly string[], isWanted: boolean): string {
  const counted = rows.filter((row) => row.trim() !== '');
  const indent = isWanted && counted.length > 0 ? Math.min(...counted.map((row) => row.length - row.trimStart().length)) : 0;
  return rows.map((row) => `${row.slice(Math.min(indent, row.length))}\n`).join('');
}
