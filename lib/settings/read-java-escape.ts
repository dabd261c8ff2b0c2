import {
  type Cursor,
  categories,
  invalid,
  type Piece,
  type Range,
  shorthands,
  unsupported,
  unsupportedEscapes,
} from './java-pattern-syntax.ts';

/** What an escape stands for inside or outside a class: one character, or a set of them. */
export type Escaped = { code: number } | { ranges: readonly Range[] } | { category: string; negated: boolean };

const controls: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['f', 0x0c],
  ['r', 0x0d],
]);

/** Reads `\…` outside a class: `\A`, `\z`, `\Q…\E` and everything that {@link readCharacterEscape} knows. */
export function readEscape(cursor: Cursor): Piece[] {
  const letter = cursor.characters[cursor.at + 1];
  if (letter === 'Q') return readQuotation(cursor);
  if (letter === 'A' || letter === 'z') {
    cursor.at += 2;
    return [{ kind: letter === 'A' ? 'start' : 'end' }];
  }
  const escaped = readCharacterEscape(cursor);
  if ('code' in escaped) return [{ kind: 'text', code: escaped.code }];
  if ('ranges' in escaped) return [{ kind: 'set', negated: false, ranges: [...escaped.ranges], categories: [] }];
  return [{ kind: 'set', negated: escaped.negated, ranges: [], categories: [escaped.category] }];
}

function readQuotation(cursor: Cursor): Piece[] {
  cursor.at += 2;
  const pieces: Piece[] = [];
  const { characters } = cursor;
  for (; cursor.at < characters.length; cursor.at++) {
    if (characters[cursor.at] === '\\' && characters[cursor.at + 1] === 'E') {
      cursor.at += 2;
      return pieces;
    }
    pieces.push({ kind: 'text', code: characters[cursor.at]?.codePointAt(0) ?? 0 });
  }
  return pieces;
}

/** Reads an escape that may stand inside a class too. The cursor is at the backslash. */
export function readCharacterEscape(cursor: Cursor): Escaped {
  const start = cursor.at;
  const letter = cursor.characters[start + 1];
  if (letter === undefined) throw invalid(`Unexpected internal error near index ${start}`);
  cursor.at += 2;
  const set = shorthands.get(letter);
  if (set) return { ranges: set };
  const control = controls.get(letter);
  if (control !== undefined) return { code: control };
  if (letter === 'p' || letter === 'P') return { category: readCategory(cursor), negated: letter === 'P' };
  if (letter === 'x' || letter === 'u') return { code: readHex(cursor, letter) };
  const named = unsupportedEscapes.get(letter);
  if (named) throw unsupported(named);
  if (/[1-9]/.test(letter)) throw unsupported(`back-reference \\${letter} is`);
  if (/[A-Za-z]/.test(letter)) throw invalid(`Illegal/unsupported escape sequence near index ${start + 1}`);
  return { code: letter.codePointAt(0) ?? 0 };
}

function readCategory(cursor: Cursor): string {
  const { characters, at } = cursor;
  const end = characters[at] === '{' ? characters.indexOf('}', at) : at;
  if (end < 0 || at >= characters.length) throw invalid(`Unclosed character family near index ${characters.length - 1}`);
  const name = characters[at] === '{' ? characters.slice(at + 1, end).join('') : (characters[at] ?? '');
  if (!categories.has(name)) throw unsupported(`property \\p{${name}} is`);
  cursor.at = end + 1;
  return name;
}

function readHex(cursor: Cursor, letter: 'x' | 'u'): number {
  const length = letter === 'x' ? 2 : 4;
  const { characters, at } = cursor;
  if (characters[at] === '{') throw unsupported('character number \\x{h…h} is (\\xhh and \\uhhhh are)');
  const text = characters.slice(at, at + length).join('');
  if (text.length !== length || !/^[0-9A-Fa-f]+$/.test(text)) {
    throw invalid(`Illegal ${letter === 'x' ? 'hexadecimal' : 'Unicode'} escape sequence near index ${at}`);
  }
  const code = Number.parseInt(text, 16);
  if (code >= 0xd800 && code <= 0xdfff) throw unsupported('surrogate \\ud800 to \\udfff is');
  cursor.at = at + length;
  return code;
}
