import { type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { type Cursor, current, expect, skipSpaces, take, takeQuoted, withoutEscapes } from './cursor.ts';
import { invalidPath } from './path-error.ts';

const deepest = 20;

/** A list or object in a filter: JSON in which texts may also stand in single quotes or bare. */
export function readLiteral(cursor: Cursor, depth = 0): Json {
  if (depth > deepest) throw invalidPath('A literal of the filter is nested too deeply.');
  const first = current(skipSpaces(cursor));
  if (first === '[') return readList(cursor, depth);
  if (first === '{') return readObject(cursor, depth);
  return first === "'" || first === '"' ? withoutEscapes(takeQuoted(cursor)) : readBare(cursor);
}

function readList(cursor: Cursor, depth: number): Json[] {
  const list: Json[] = [];
  expect(cursor, '[');
  if (take(cursor, ']')) return list;
  do list.push(readLiteral(cursor, depth + 1));
  while (take(cursor, ','));
  expect(cursor, ']');
  return list;
}

function readObject(cursor: Cursor, depth: number): JsonObject {
  const object: JsonObject = new Map();
  expect(cursor, '{');
  if (take(cursor, '}')) return object;
  do {
    const first = current(skipSpaces(cursor));
    const key = first === "'" || first === '"' ? withoutEscapes(takeQuoted(cursor)) : readWord(cursor);
    expect(cursor, ':');
    object.set(key, readLiteral(cursor, depth + 1));
  } while (take(cursor, ','));
  expect(cursor, '}');
  return object;
}

function readWord(cursor: Cursor): string {
  const word = /^[^\s,:[\]{}'"]+/.exec(cursor.text.slice(cursor.at))?.[0];
  if (!word) throw invalidPath(`A literal of the filter cannot be read at position ${cursor.at} of ${cursor.text}`);
  cursor.at += word.length;
  return word;
}

function readBare(cursor: Cursor): Json {
  const word = readWord(cursor);
  if (word === 'null') return null;
  if (word === 'true' || word === 'false') return word === 'true';
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(word) ? new JsonNumber(word) : word;
}
