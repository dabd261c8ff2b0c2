import fs from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Blueprint, BlueprintDraft, questionTypes, tasks } from '#lib/blueprints/blueprint.ts';
import { gallery } from '#lib/blueprints/gallery.ts';
import { aBlueprint } from './a-blueprint.ts';
import { budget } from './fuzz/budget.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

const path = '/api/studio/blueprints';
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text !== '__proto__');
const words = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
const json = fc
  .jsonValue({ noUnicodeString: false, maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value, (key, inner) => (key === '__proto__' ? undefined : inner))));

/** Files with any texts in their free fields; those that the schema refuses are left out. */
const files = fc
  .record({
    title: words,
    summary: fc.string({ unit: 'grapheme' }),
    provider: words,
    task: fc.constantFrom(...tasks),
    notes: fc.array(words, { maxLength: 3 }),
    parameters: fc.dictionary(name, fc.string({ unit: 'binary' })),
    request_body: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
    question: fc.record({
      key: name.map((one) => `parameters.${one}`),
      label: words,
      type: fc.constantFrom(...questionTypes),
      required: fc.boolean(),
      options: fc.array(words, { maxLength: 3 }),
    }),
    recorded: json,
    input: fc.dictionary(name, json),
  })
  .map(({ parameters, request_body, question, recorded, input, ...facts }): unknown => {
    const file = aBlueprint(facts, { parameters });
    if (request_body !== undefined) Object.assign(file.connector.actions[0] ?? {}, { request_body });
    return { ...file, questions: [question], examples: [{ title: 'Any', input, recorded, expected: { recorded } }] };
  })
  .filter((file): file is Blueprint => BlueprintDraft.safeParse(file).success);

test('a file that is imported and exported is the same file', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (file) => {
      const made = await studio.call('POST', path, file);
      if (made.status === 400 && made.text.includes('looks like a secret')) return;
      expect(made.status, made.text).toBe(200);
      const { text } = await studio.call('GET', `${path}/${file.id}/_export`);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(file)));
      const again = await studio.call('POST', path, text.replace(`"id": "${file.id}"`, `"id": "${file.id}-again"`));
      expect(again.status, again.text).toBe(200);
      const second = await studio.call('GET', `${path}/${file.id}-again/_export`);
      expect(second.text).toBe(text.replace(`"id": "${file.id}"`, `"id": "${file.id}-again"`));
    }),
    budget(60),
  );
});

test('every built-in blueprint can be exported and imported under another id', async () => {
  for (const { id } of gallery) {
    const { text } = await studio.call('GET', `${path}/${id}/_export`);
    const { status, text: answer } = await studio.call('POST', path, { ...JSON.parse(text), id: `again-${id}` });
    expect(status, answer).toBe(200);
  }
});

test('the example in the documentation can be imported and published as it stands', async () => {
  const [, file = ''] = /```json\n(.*?)\n```/s.exec(fs.readFileSync('docs/blueprints.md', 'utf8')) ?? [];
  const { status, body } = await studio.call('POST', path, file);
  expect(status).toBe(200);
  const { body: checked } = await studio.call('POST', `${path}/_check`, { blueprint: JSON.parse(file) });
  expect(checked.problems).toEqual([]);
  expect((await studio.call('POST', `${path}/${body.id}/_publish`, { note: 'From the documentation' })).body.version).toBe(1);
});
