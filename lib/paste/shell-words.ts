import { Lines } from './lines.ts';
import { type Reading, unreadable } from './reading.ts';

/** One word of a command as the shell hands it over, with the line that it begins on. */
export type ShellWord = { text: string; line: number };

type Shell = { text: string; lines: Lines; reading: Reading };
type Piece = { text: string; end: number };

const ansiEscapes = new Map(Object.entries({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07', e: '\x1b', '0': '\0' }));
/** What curly quotes were before a word processor saw them. */
const straight = new Map(
  [...'“”„‟'].map((curly): [string, string] => [curly, '"']).concat([...'‘’‚‛'].map((curly): [string, string] => [curly, "'"])),
);

/** `$'…'` */
function ansiText({ text, lines }: Shell, start: number): Piece {
  let value = '';
  for (let at = start + 2; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "'") return { text: value, end: at + 1 };
    if (character !== '\\') value += character;
    else {
      const [coded, code] = /^\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2}))/.exec(text.slice(at, at + 6))?.filter(Boolean) ?? [];
      if (coded && code) {
        value += String.fromCharCode(Number.parseInt(code, 16));
        at += coded.length - 1;
      } else {
        at++;
        value += ansiEscapes.get(text.charAt(at)) ?? text.charAt(at);
      }
    }
  }
  throw unclosed(lines, start);
}

const unclosed = (lines: Lines, at: number) =>
  unreadable(`The quotation mark on line ${lines.at(at)} is not closed: the end of the command is missing`, lines.at(at));

/** `$NAME`, `${NAME}`, `$(command)` and `%NAME%`. A placeholder of a connector has a dot in it, which no variable has. */
function variable({ text, lines, reading }: Shell, at: number): Piece | undefined {
  const rest = text.slice(at, at + 200);
  const [written, name] =
    /^\$(?:\{([A-Za-z_]\w*)(?::?[-=?][^}]*)?\}|([A-Za-z_]\w*))/.exec(rest)?.filter((group) => group !== undefined) ?? [];
  if (written && name)
    return { text: reading.hole({ kind: 'environment', text: written, name, line: lines.at(at) }), end: at + written.length };
  if (!rest.startsWith('$(')) return undefined;
  const end = text.indexOf(')', at);
  if (end < 0) return undefined;
  const code = text.slice(at, end + 1);
  return { text: reading.hole({ kind: 'expression', text: code.slice(0, 60), name: commandName(code), line: lines.at(at) }), end: end + 1 };
}

/** `$(gcloud auth print-access-token)` is an access token. */
const commandName = (code: string) => (/token/i.test(code) ? 'access_token' : /key/i.test(code) ? 'api_key' : 'value');

function doubleQuoted(shell: Shell, start: number, quote: string): Piece {
  const { text } = shell;
  let value = '';
  for (let at = start + 1; at < text.length; ) {
    const character = text.charAt(at);
    if (character === quote) return { text: value, end: at + 1 };
    if (character === '\\' && '\\"$`'.includes(text.charAt(at + 1))) {
      value += text.charAt(at + 1);
      at += 2;
    } else if (character === '\\' && text.charAt(at + 1) === '\n') at += 2;
    else {
      const found = character === '$' ? variable(shell, at) : undefined;
      value += found?.text ?? character;
      at = found?.end ?? at + 1;
    }
  }
  throw unclosed(shell.lines, start);
}

function singleQuoted({ text, lines }: Shell, start: number): Piece {
  const end = text.indexOf("'", start + 1);
  if (end < 0) throw unclosed(lines, start);
  return { text: text.slice(start + 1, end), end: end + 1 };
}

/** A text between curly quotes ends at its own kind. */
function curlyQuoted(shell: Shell, start: number): Piece {
  const { text, lines, reading } = shell;
  const quote = straight.get(text.charAt(start));
  reading.repair('Typographic quotation marks became plain ones', lines.at(start));
  for (let at = start + 1; at < text.length; at++) {
    if (straight.get(text.charAt(at)) !== quote) continue;
    const inner = text.slice(start + 1, at);
    if (quote !== '"') return { text: inner, end: at + 1 };
    return { text: doubleQuoted({ ...shell, text: `"${inner}"` }, 0, '"').text, end: at + 1 };
  }
  throw unclosed(lines, start);
}

const isEnd = (character: string) => character === ';' || character === '|' || character === '&' || character === '>';

export type Command = {
  words: ShellWord[];
  /** What `<<` hands to the command. */
  input: ShellWord | undefined;
  /** Offset behind it, and behind its heredoc. */
  end: number;
};

/**
 * The words of one command, which ends at a line end, a pipe or a semicolon.
 * @throws StudioError 400 for a quotation mark that is not closed
 */
export function shellWords(text: string, start: number, reading: Reading, firstLine = 1): Command {
  const shell: Shell = { text, lines: new Lines(text, firstLine), reading };
  const words: ShellWord[] = [];
  let [current, line, input]: [string | undefined, number, ShellWord | undefined] = [undefined, 0, undefined];
  const flush = () => {
    if (current !== undefined) words.push({ text: current, line });
    current = undefined;
  };
  const add = (piece: string, at: number) => {
    if (current === undefined) line = shell.lines.at(at);
    current = (current ?? '') + piece;
  };
  let [at, furthest] = [start, start];
  while (at < text.length) {
    const character = text.charAt(at);
    const piece = quotedPiece(shell, at, current === undefined);
    if (piece) {
      add(piece.text, at);
      at = piece.end;
    } else if (character === '\\') {
      const [continued] = /^\\[ \t\u00a0]*\r?\n/.exec(text.slice(at, at + 200)) ?? [];
      if (continued) {
        if (!/^\\\r?\n/.test(continued)) reading.repair('Spaces behind a line continuation were removed', shell.lines.at(at));
        flush();
        at += continued.length;
      } else {
        add(text.charAt(at + 1), at);
        at += 2;
      }
    } else if (character === '\n') {
      flush();
      const more = continuation(text, at);
      if (words.length > 0 && more === undefined) break;
      if (words.length > 0) reading.repair('A line continuation at the end of the line was added', shell.lines.at(at));
      at = more ?? at + 1;
    } else if (/\s/.test(character)) {
      if (character === '\u00a0') reading.repair('Spaces of another kind (such as no-break spaces) became plain ones', shell.lines.at(at));
      flush();
      at++;
    } else if (text.startsWith('<<', at)) {
      flush();
      const read = heredoc(shell, at);
      input = read.word;
      // The rest of the line still belongs to the command; what was read is blanked, so that every offset stays what it was.
      shell.text = text.slice(0, read.start) + text.slice(read.start, read.end).replaceAll(/[^\n]/g, ' ') + text.slice(read.end);
      text = shell.text;
      furthest = read.end;
      at += read.opening.length;
    } else if (character === '#' && current === undefined) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (isEnd(character)) {
      const end = text.indexOf('\n', at);
      flush();
      at = end < 0 ? text.length : end;
      break;
    } else {
      add(character, at);
      at++;
    }
  }
  flush();
  return { words, input, end: Math.max(at, furthest) };
}

/** An option on the next line belongs to the command, although nothing says so. */
function continuation(text: string, at: number): number | undefined {
  const [gap] = /^\s*(?=(?:-[A-Za-z]|--[a-z]|[–—][A-Za-z])[A-Za-z-]*(?:[ ='"]|$))/.exec(text.slice(at, at + 200)) ?? [];
  return gap === undefined ? undefined : at + gap.length;
}

function quotedPiece(shell: Shell, at: number, isWordStart: boolean): Piece | undefined {
  const character = shell.text.charAt(at);
  if (character === "'") return singleQuoted(shell, at);
  if (character === '"') return doubleQuoted(shell, at, '"');
  if (character === '$') return shell.text.charAt(at + 1) === "'" ? ansiText(shell, at) : variable(shell, at);
  return isWordStart && straight.has(character) ? curlyQuoted(shell, at) : undefined;
}

/** What stands between the line of `<<EOF` and the line `EOF`. */
function heredoc({ text, lines, reading }: Shell, at: number): { word: ShellWord; opening: string; start: number; end: number } {
  const [opening, quote = '', marker = ''] = /^<<-?\s*(['"\\]?)([\w-]+)['"]?/.exec(text.slice(at, at + 100)) ?? [];
  const lineEnd = text.indexOf('\n', at);
  if (opening === undefined || lineEnd < 0) throw unreadable(`Line ${lines.at(at)} has << without a text behind it`, lines.at(at));
  const start = lineEnd + 1;
  const close = new RegExp(`^[ \\t]*${marker}[ \\t]*\\r?$`, 'm').exec(text.slice(start));
  if (!close) reading.repair(`The closing ${marker} of the heredoc was added`, lines.at(at));
  const content = text.slice(start, close ? start + close.index : text.length);
  const line = lines.at(start);
  const filled = quote === '' ? filledHeredoc({ text: content, lines: new Lines(content, line), reading }) : content;
  return { word: { text: filled, line }, opening, start, end: start + content.length + (close?.[0].length ?? 0) };
}

function filledHeredoc(shell: Shell): string {
  let value = '';
  for (let at = 0; at < shell.text.length; ) {
    const character = shell.text.charAt(at);
    const found = character === '$' ? variable(shell, at) : undefined;
    if (character === '\\' && '\\$`'.includes(shell.text.charAt(at + 1))) {
      value += shell.text.charAt(at + 1);
      at += 2;
    } else {
      value += found?.text ?? character;
      at = found?.end ?? at + 1;
    }
  }
  return value;
}
