import fs from 'node:fs';
import path from 'node:path';

/** Test material that lies beside the project on some machines; tests that need it skip, with a message, where it is absent. */
const folder = path.resolve(import.meta.dirname, '../../shared');
export const hasSharedMaterial = fs.existsSync(path.join(folder, 'spec/vectors'));
if (!hasSharedMaterial) console.log('The shared test material is not beside the project: tests that need it are skipped.');

export const sharedPath = (name: string) => path.join(folder, name);

export type Vector = {
  id: string;
  op: string;
  // biome-ignore lint/suspicious/noExplicitAny: vectors of many operations, each read by its own runner
  given: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  expect: any;
  note?: string;
};

/** `{"repeat":["a",3]}` is "aaa" and `{"concat":[…]}` joins its parts: long texts, written short. */
function expandText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expandText);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === 'repeat' && Array.isArray(entries[0][1])) {
    const [text, times] = entries[0][1] as [string, number];
    return text.repeat(times);
  }
  if (entries.length === 1 && entries[0]?.[0] === 'concat' && Array.isArray(entries[0][1])) return entries[0][1].map(expandText).join('');
  return Object.fromEntries(entries.map(([key, inner]) => [key, expandText(inner)]));
}

export function vectors(topic: string): Vector[] {
  if (!hasSharedMaterial) return [];
  return expandText(JSON.parse(fs.readFileSync(sharedPath(`spec/vectors/${topic}.json`), 'utf8'))) as Vector[];
}

/** Patterns of the column `Vectors` in docs/differences.md: vectors that our own rules contradict on purpose. */
export const deliberateVectors: RegExp[] = readColumn('Vectors');
/** As above, for recorded steps: each is tested against `area/scenario: step title | METHOD path`. */
export const deliberateRecordings: RegExp[] = readColumn('Recordings');

function readColumn(title: string): RegExp[] {
  const patterns: RegExp[] = [];
  let column = -1;
  for (const line of fs.readFileSync(path.resolve(import.meta.dirname, '../docs/differences.md'), 'utf8').split('\n')) {
    if (!line.startsWith('|')) {
      column = -1;
      continue;
    }
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (column < 0) column = cells.indexOf(title);
    else
      for (const match of (cells[column] ?? '').matchAll(/`([^`]+)`/g)) patterns.push(new RegExp((match[1] ?? '').replaceAll('\\|', '|')));
  }
  return patterns;
}

export const isDeliberate = (id: string) => deliberateVectors.some((pattern) => pattern.test(id));
