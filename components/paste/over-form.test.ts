import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { overForm } from './over-form.ts';

const bodyOf = (value: object) => parseJson(JSON.stringify(value)) as JsonObject; // as: the text of an object

const over = (pasted: object, form: object, { storedKeys = [] as string[], called = false } = {}) =>
  JSON.parse(
    writeJson(
      overForm(
        { connector: bodyOf(pasted), called: called ? { provider: 'openai', address: 'https://api.openai.com/v1' } : undefined },
        { body: () => bodyOf(form), storedKeys, isStored: storedKeys.length > 0 },
      ),
    ),
  );

test('what a pasted text says nothing of stays in the form', () => {
  expect(over({ protocol: 'http', parameters: { b: '2' } }, { name: 'n', description: 'd', parameters: { a: '1' } })).toEqual({
    name: 'n',
    description: 'd',
    protocol: 'http',
    parameters: { b: '2' },
  });
});

test('a call of a service has no name, so the name of the form stays; a connector has one', () => {
  expect(over({ name: 'OpenAI embeddings' }, { name: 'Mine' }, { called: true }).name).toBe('Mine');
  expect(over({ name: 'OpenAI embeddings' }, { name: '' }, { called: true }).name).toBe('OpenAI embeddings');
  expect(over({ name: 'From JSON' }, { name: 'Mine' }).name).toBe('From JSON');
});

test('secrets that a text only names stay as they were typed or stored; a secret in the text takes their place', () => {
  expect(over({ credential: { key: '', other: '' } }, { credential: { key: 'typed' } }).credential).toEqual({ key: 'typed', other: '' });
  expect(over({ credential: { key: '' } }, {}, { storedKeys: ['key'] })).not.toHaveProperty('credential');
  expect(over({ credential: { key: 'new' } }, { credential: { key: 'typed' } }).credential).toEqual({ key: 'new' });
  expect(over({}, { credential: { key: 'typed' } }).credential).toEqual({ key: 'typed' });
});

test('a stored connector keeps its id and the name of its access', () => {
  const form = { name: 'n', access: 'private' };
  expect(over({ connector_id: 'other', access_mode: 'public' }, form, { storedKeys: ['key'] })).toEqual({ name: 'n', access: 'public' });
});
