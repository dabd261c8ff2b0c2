import { type Cursor, invalid, type JavaSyntax, type Piece, unsupported } from './java-pattern-syntax.ts';
import { readClass } from './read-java-class.ts';
import { readEscape } from './read-java-escape.ts';

/** @throws PatternProblem for what Java refuses and for what is outside the safe subset (threats.md) */
export function readJavaPattern(source: string): JavaSyntax {
  const characters = [...source];
  const ignoresCase = source.startsWith('(?i)');
  const cursor: Cursor = { characters, at: ignoresCase ? 4 : 0, depth: 0 };
  const alternatives = readAlternatives(cursor);
  if (cursor.at < characters.length) throw invalid(`Unmatched closing ')' near index ${cursor.at - 1}`);
  return { alternatives, ignoresCase };
}

function readAlternatives(cursor: Cursor): Piece[][] {
  const alternatives: Piece[][] = [readSequence(cursor)];
  while (cursor.characters[cursor.at] === '|') {
    cursor.at++;
    alternatives.push(readSequence(cursor));
  }
  return alternatives;
}

function readSequence(cursor: Cursor): Piece[] {
  const pieces: Piece[] = [];
  for (;;) {
    const next = cursor.characters[cursor.at];
    if (next === undefined || next === '|' || next === ')') return pieces;
    pieces.push(...readPieces(cursor, next));
    const repeat = readRepeat(cursor);
    if (!repeat) continue;
    const last = pieces.pop();
    if (!last) throw unsupported('quantifiers after an empty quotation are');
    if (last.kind === 'start' || last.kind === 'end') throw unsupported('quantifiers after an anchor are');
    pieces.push({ kind: 'repeat', piece: last, ...repeat });
  }
}

function readPieces(cursor: Cursor, next: string): Piece[] {
  switch (next) {
    case '(':
      return [readGroup(cursor)];
    case '[':
      return [readClass(cursor)];
    case '\\':
      return readEscape(cursor);
    case '*':
    case '+':
    case '?':
      throw invalid(`Dangling meta character '${next}' near index ${cursor.at}`);
    case '{':
      throw invalid(`Illegal repetition near index ${cursor.at}`);
  }
  cursor.at++;
  if (next === '.') return [{ kind: 'any' }];
  if (next === '^') return [{ kind: 'start' }];
  if (next === '$') return [{ kind: 'end' }];
  return [{ kind: 'text', code: next.codePointAt(0) ?? 0 }];
}

const groupKinds: readonly [prefix: string, what: string][] = [
  ['?=', 'look-ahead (?= is'],
  ['?!', 'negative look-ahead (?! is'],
  ['?<=', 'look-behind (?<= is'],
  ['?<!', 'negative look-behind (?<! is'],
  ['?>', 'atomic group (?> is'],
  ['?<', 'named groups (?<name> are'],
  ['?', 'flags (?x) (?m) (?s), other than (?i) at the very start, are'],
];

function readGroup(cursor: Cursor): Piece {
  const start = cursor.at++;
  const ahead = cursor.characters.slice(cursor.at, cursor.at + 3).join('');
  const captures = !ahead.startsWith('?:');
  if (captures) {
    const kind = groupKinds.find(([prefix]) => ahead.startsWith(prefix));
    if (kind) throw unsupported(kind[1]);
  } else cursor.at += 2;
  if (++cursor.depth > 50) throw unsupported('groups nested more than 50 deep are');
  const alternatives = readAlternatives(cursor);
  cursor.depth--;
  if (cursor.characters[cursor.at] !== ')') throw invalid(`Unclosed group near index ${start}`);
  cursor.at++;
  return { kind: 'group', captures, alternatives };
}

type Repeat = { min: number; max: number; lazy: boolean };

function readRepeat(cursor: Cursor): Repeat | undefined {
  const bounds = readBounds(cursor);
  if (!bounds) return undefined;
  const after = cursor.characters[cursor.at];
  if (after === '+') throw unsupported('possessive quantifiers (*+) are');
  const lazy = after === '?';
  if (lazy) cursor.at++;
  const next = cursor.characters[cursor.at] ?? '';
  if (next === '{') throw unsupported('quantifiers after a quantifier are');
  if ('*+?'.includes(next) && next) throw invalid(`Dangling meta character '${next}' near index ${cursor.at}`);
  return { ...bounds, lazy };
}

/** RE2 counts repeats out, so it allows at most 1,000 (also when repeats are nested). */
const mostRepeats = 1000;

function readBounds(cursor: Cursor): { min: number; max: number } | undefined {
  const { characters, at } = cursor;
  const simple = new Map([
    ['*', { min: 0, max: Number.POSITIVE_INFINITY }],
    ['+', { min: 1, max: Number.POSITIVE_INFINITY }],
    ['?', { min: 0, max: 1 }],
  ]).get(characters[at] ?? '');
  if (simple) cursor.at++;
  if (simple || characters[at] !== '{') return simple;
  const end = characters.indexOf('}', at);
  const text = end < 0 ? '' : characters.slice(at + 1, end).join('');
  const counts = /^(\d+)(?:(,)(\d*))?$/.exec(text);
  if (!counts)
    throw text.startsWith(',') ? unsupported('repetition without a lower bound {,n} is') : invalid(`Illegal repetition near index ${at}`);
  cursor.at = end + 1;
  const min = Number(counts[1]);
  const max = counts[2] === undefined ? min : counts[3] ? Number(counts[3]) : Number.POSITIVE_INFINITY;
  if (max < min) throw invalid(`Illegal repetition range near index ${at}`);
  if (Math.max(min, Number.isFinite(max) ? max : 0) > mostRepeats) throw unsupported('repeats above 1,000 are');
  return { min, max };
}
