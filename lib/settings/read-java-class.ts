import { type Cursor, invalid, type Piece, type Range, unsupported } from './java-pattern-syntax.ts';
import { type Escaped, readCharacterEscape } from './read-java-escape.ts';

/** Reads `[…]`; the cursor is at the bracket. Java's nested classes and intersections are refused: RE2 would read them as characters. */
export function readClass(cursor: Cursor): Piece {
  const start = cursor.at++;
  const { characters } = cursor;
  const negated = characters[cursor.at] === '^';
  if (negated) cursor.at++;
  if (characters[cursor.at] === ']') throw unsupported('unescaped ] at the start of a class is');
  const ranges: Range[] = [];
  const categories: string[] = [];
  for (;;) {
    const next = characters[cursor.at];
    if (next === undefined) throw invalid(`Unclosed character class near index ${start}`);
    if (next === ']') break;
    const item = readItem(cursor, next);
    if ('ranges' in item) ranges.push(...item.ranges);
    else if ('category' in item) categories.push(item.negated ? `^${item.category}` : item.category);
    else ranges.push(readRange(cursor, item.code));
  }
  cursor.at++;
  return { kind: 'set', negated, ranges, categories };
}

function readItem(cursor: Cursor, next: string): Escaped {
  if (next === '\\') {
    if (cursor.characters[cursor.at + 1] === 'Q') throw unsupported('quotation \\Q…\\E inside a class is');
    return readCharacterEscape(cursor);
  }
  if (next === '[') throw unsupported('nested classes [a[b]] are');
  if (next === '&' && cursor.characters[cursor.at + 1] === '&') throw unsupported('intersection && of classes is');
  cursor.at++;
  return { code: next.codePointAt(0) ?? 0 };
}

/** `a-z`, or `a` alone. A hyphen before the closing bracket is a character, as in Java. */
function readRange(cursor: Cursor, low: number): Range {
  const { characters, at } = cursor;
  const after = characters[at + 1];
  if (characters[at] !== '-' || after === ']' || after === undefined) return [low, low];
  cursor.at++;
  const high = readItem(cursor, after);
  if (!('code' in high)) throw invalid(`Illegal character range near index ${at}`);
  if (high.code < low) throw invalid(`Illegal character range near index ${at}`);
  return [low, high.code];
}
