import type { Language } from './language.ts';
import type { Lines } from './lines.ts';
import { type Reading, unreadable } from './reading.ts';

/** A text that values are read from. */
export type Source = { text: string; lines: Lines; reading: Reading; language: Language };

/** A text between quotation marks, and the offset behind it. */
export type ReadText = { value: string; end: number };

const simpleEscapes = new Map(Object.entries({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0', a: '\x07' }));
const jsonEscapes = new Set(['"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u']);
const hex = (text: string, from: number, digits: number) => {
  const code = text.slice(from, from + digits);
  return new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(code) ? Number.parseInt(code, 16) : undefined;
};

/** What a backslash at `at` stands for. */
function readEscape({ text, language, reading, lines }: Source, at: number): ReadText {
  const kind = text.charAt(at + 1);
  const isJson = language.name === 'json';
  if (kind === 'u' && text.charAt(at + 2) === '{' && !isJson) {
    const end = text.indexOf('}', at);
    const code = end < 0 || end - at > 10 ? undefined : Number.parseInt(text.slice(at + 3, end), 16);
    if (code !== undefined && code <= 0x10ffff) return { value: String.fromCodePoint(code), end: end + 1 };
  }
  const digits = kind === 'u' ? 4 : kind === 'x' && !isJson ? 2 : kind === 'U' && language.name === 'python' ? 8 : 0;
  const code = digits === 0 ? undefined : hex(text, at + 2, digits);
  if (code !== undefined && code <= 0x10ffff)
    return { value: digits === 8 ? String.fromCodePoint(code) : String.fromCharCode(code), end: at + 2 + digits };
  if (isJson && !jsonEscapes.has(kind))
    reading.repair(`A backslash before ${kind === '' ? 'the end' : kind} means nothing in JSON: left out`, lines.at(at));
  if (!isJson && (kind === '\n' || (kind === '\r' && text.charAt(at + 2) === '\n')))
    return { value: '', end: at + (kind === '\n' ? 2 : 3) };
  const simple = isJson && !jsonEscapes.has(kind) ? undefined : simpleEscapes.get(kind);
  if (simple === undefined && language.name === 'python' && !['"', "'", '\\'].includes(kind)) return { value: `\\${kind}`, end: at + 2 };
  return { value: simple ?? kind, end: at + 2 };
}

const curly = new Map([
  ['“', '”“"'],
  ['”', '”"'],
  ['„', '“”"'],
  ['‘', "’‘'"],
  ['’', "’'"],
  ['«', '»'],
]);

export const isCurlyQuote = (character: string): boolean => curly.has(character);

/** A text between typographic quotation marks, as word processors make them of plain ones. */
export function readCurlyText(source: Source, at: number): ReadText {
  const { text, reading, lines } = source;
  const closers = curly.get(text.charAt(at)) ?? '';
  reading.repair('Typographic quotation marks became plain ones', lines.at(at));
  return readUntil(source, at + 1, (here) => (closers.includes(text.charAt(here)) ? 1 : 0), at);
}

/** Reads up to a closer, undoing escapes. @param closes how many characters the closer at an offset has; 0: there is none */
function readUntil(source: Source, from: number, closes: (at: number) => number, start: number, isRaw = false): ReadText {
  const { text } = source;
  let [value, kept] = ['', from];
  for (let at = from; at < text.length; ) {
    const length = closes(at);
    if (length > 0) return { value: value + text.slice(kept, at), end: at + length };
    if (text.charAt(at) === '\\' && !isRaw) {
      const escaped = readEscape(source, at);
      value += text.slice(kept, at) + escaped.value;
      at = escaped.end;
      kept = at;
    } else at++;
  }
  throw unreadable(`A text begins on line ${source.lines.at(start)} and has no closing quotation mark`, source.lines.at(start));
}

/** `"…"` or `'…'`. A line end inside it is kept and said where the language does not allow it. */
export function readQuotedText(source: Source, at: number, isRaw = false): ReadText {
  const { text, language, reading, lines } = source;
  const quote = text.charAt(at);
  if (quote === "'" && !language.hasSingleQuotes) reading.repair('Single quotes became double quotes', lines.at(at));
  const closes = (here: number) => {
    if (text.charAt(here) === '\n') reading.repair('A line end inside a text became \\n', lines.at(here));
    return text.charAt(here) === quote ? 1 : 0;
  };
  return readUntil(source, at + 1, closes, at, isRaw);
}

/** `"""…"""`: word for word in Dev Tools, with escapes in programs. */
export function readTripleText(source: Source, at: number, isRaw = source.language.name === 'json'): ReadText {
  const { text, language } = source;
  const quotes = text.slice(at, at + 3);
  if (isRaw) {
    const end = text.indexOf(quotes, at + 3);
    if (end < 0) throw unreadable(`Line ${source.lines.at(at)} opens three quotation marks that nothing closes`, source.lines.at(at));
    return { value: text.slice(at + 3, end), end: end + 3 };
  }
  const read = readUntil(source, at + 3, (here) => (text.startsWith(quotes, here) ? 3 : 0), at);
  return language.name === 'java' ? { value: withoutIndent(read.value), end: read.end } : read;
}

/** Java's text blocks begin on the next line, and what all lines are indented by is not part of them. */
function withoutIndent(block: string): string {
  const lines = block.replace(/^[ \t]*\r?\n/, '').split('\n');
  const counted = lines.filter((line, index) => line.trim() !== '' || index === lines.length - 1);
  const indent = Math.min(...counted.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(Math.min(indent, line.length))).join('\n');
}

/** Placeholders of ours that look like an expression to a program. */
const ourPlaceholder = /^\s*(parameters|credential)\.[^`"'\s]+\s*$/;

/**
 * A text with expressions in braces: Python's f"…{name}…" or JavaScript's `…${name}…`.
 * @param evaluate what an expression stands for: a text, or the mark of a hole
 */
export function readTemplate(source: Source, at: number, quotes: string, evaluate: (code: string, at: number) => string): ReadText {
  const { text, language, reading, lines } = source;
  const opener = language.name === 'python' ? '{' : '${';
  let value = '';
  for (let here = at + quotes.length; here < text.length; ) {
    if (text.startsWith(quotes, here)) return { value, end: here + quotes.length };
    if (language.name === 'python' && (text.startsWith('{{', here) || text.startsWith('}}', here))) {
      value += text.charAt(here);
      here += 2;
    } else if (text.startsWith(opener, here)) {
      const close = closingBrace(text, here + opener.length);
      const code = text.slice(here + opener.length, close);
      if (ourPlaceholder.test(code) && (opener === '${' || text.charAt(here - 1) === '$')) {
        reading.repair(`\${${code}} was kept as a placeholder of the connector`, lines.at(here));
        value += opener === '${' ? `\${${code}}` : `{${code}}`;
      } else value += evaluate(code, here);
      here = close + 1;
    } else if (text.charAt(here) === '\\') {
      const escaped = readEscape(source, here);
      value += escaped.value;
      here = escaped.end;
    } else value += text.charAt(here++);
  }
  throw unreadable(`A text begins on line ${lines.at(at)} and has no closing quotation mark`, lines.at(at));
}

function closingBrace(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) return at;
  }
  return text.length;
}
