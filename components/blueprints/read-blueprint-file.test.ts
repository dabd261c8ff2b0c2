import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { fileText, freeId, readBlueprintFile } from './read-blueprint-file.ts';

const file = structuredClone(gallery[0]);

test('every built-in blueprint is a file that can be read', () => {
  for (const blueprint of gallery) expect(readBlueprintFile(JSON.stringify(blueprint))).toMatchObject({ kind: 'blueprint', blueprint });
});

test('what is wrong with a file is told with its path', () => {
  const read = readBlueprintFile(JSON.stringify({ ...file, title: '', questions: [{ key: 'x' }] }));
  expect(read).toMatchObject({ kind: 'broken' });
  const paths = read.kind === 'broken' ? read.problems.map(({ path }) => path) : [];
  expect(paths).toContain('title');
  expect(paths).toContain('questions.0.key');
});

test('a file of another format is refused by name', () => {
  const read = readBlueprintFile(JSON.stringify({ ...file, format: 'ml-connector-studio/blueprint@9' }));
  expect(JSON.stringify(read)).toContain('ml-connector-studio/blueprint@1');
});

test('a text that is no JSON says where, a list and a connector are told apart', () => {
  const broken = readBlueprintFile('{ "format": ');
  expect(broken.kind === 'broken' && broken.problems[0]?.message).toMatch(/line: 1/);
  expect(readBlueprintFile('[1]')).toEqual({ kind: 'broken', problems: [{ path: '', message: 'This is no JSON object.' }] });
  expect(readBlueprintFile('{"name":"a","protocol":"http","actions":[]}').kind).toBe('connector');
  expect(readBlueprintFile(' \n').kind).toBe('empty');
});

test('a literal secret never gets in', () => {
  const planted = structuredClone(file) as { connector: { credential: Record<string, string> } }; // as: a blueprint has these members
  planted.connector.credential = { openAI_key: 'planted-secret' };
  const read = readBlueprintFile(JSON.stringify(planted));
  expect(read).toMatchObject({ kind: 'broken', problems: [{ path: 'connector.credential.openAI_key' }] });
  expect(JSON.stringify(read)).not.toContain('planted-secret');
});

test('the sent text keeps the spelling of numbers and takes another id', () => {
  const body = parseJson('{"id":"a","examples":[{"recorded":[1.0,2e3]}]}');
  expect(fileText(body as Map<string, never>, 'a-2')).toBe('{"id":"a-2","examples":[{"recorded":[1.0,2e3]}]}'); // as: it is an object
});

test('a taken id gets a number that is free', () => {
  expect(freeId('cohere', new Set())).toBe('cohere');
  expect(freeId('cohere', new Set(['cohere', 'cohere-2']))).toBe('cohere-3');
  expect(freeId('cohere-2', new Set(['cohere-2']))).toBe('cohere-3');
});
