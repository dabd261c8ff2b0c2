import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { changesBetween, keptKeys, laidOver, updateBody } from './connector-changes.ts';

const body = (text: string) => parseJson(text) as JsonObject;
const stored = body(
  '{"name":"a","description":"old","version":"1","protocol":"http","parameters":{"model":"m","dimensions":"2"},"actions":[{"action_type":"PREDICT","method":"POST","url":"https://a.example","headers":{"A":"b"}}],"client_config":{"max_connection":5},"access":"private"}',
);
const without = (name: string) => new Map([...stored].filter(([key]) => key !== name));

test('a body that says the same is unchanged', () => {
  expect(changesBetween(stored, new Map(stored))).toEqual([]);
  expect(writeJson(updateBody(stored, new Map(stored)))).toBe('{}');
});

test('every place that a person changed counts once', () => {
  const after = body(
    '{"name":"b","description":"old","version":"1","protocol":"http","parameters":{"model":"n","new":"x"},"actions":[{"action_type":"PREDICT","method":"POST","url":"https://b.example","headers":{"A":"c"}}],"client_config":{"max_connection":5},"access":"private"}',
  );
  expect(changesBetween(stored, after)).toEqual([
    'name',
    'parameters.model',
    'parameters.dimensions',
    'parameters.new',
    'actions.0.url',
    'actions.0.headers.A',
  ]);
});

test('an added and a removed action are a change each', () => {
  const action = '{"action_type":"EXECUTE","method":"GET"}';
  expect(changesBetween(body('{"actions":[]}'), body(`{"actions":[${action}]}`))).toEqual(['actions.0']);
  expect(changesBetween(body(`{"actions":[${action}]}`), body('{"actions":[]}'))).toEqual(['actions.0']);
  expect(changesBetween(body('{}'), body('{"parameters":{"a":"1","b":"2"}}'))).toEqual(['parameters.a', 'parameters.b']);
});

test('an update sends the keys that changed and leaves the others to the server', () => {
  const after = new Map(stored).set('parameters', body('{"model":"n","dimensions":"2"}')).set('credential', body('{"key":"v"}'));
  expect(writeJson(updateBody(stored, after))).toBe('{"parameters":{"model":"n"},"credential":{"key":"v"}}');
});

test('an emptied description and reset client settings are sent, because a missing member is kept', () => {
  expect(writeJson(updateBody(stored, without('description')))).toBe('{"description":""}');
  expect(writeJson(updateBody(stored, without('client_config')))).toBe('{"client_config":{}}');
});

test('an update calls the access as a create body does', () => {
  expect(writeJson(updateBody(stored, new Map(stored).set('access', 'public')))).toBe('{"access_mode":"public"}');
});

test('parameters that were taken out are named, since the server keeps them', () => {
  expect(keptKeys(stored, new Map(stored).set('parameters', body('{"model":"m"}')), 'parameters')).toEqual(['dimensions']);
  expect(keptKeys(stored, without('parameters'), 'parameters')).toEqual(['model', 'dimensions']);
});

test('changes that are saved over those of somebody else leave the others alone, key by key where the server merges', () => {
  const theirs = new Map(without('client_config')).set('name', 'theirs').set('parameters', body('{"model":"theirs","dimensions":"3"}'));
  const mine = new Map(without('description'))
    .set('parameters', body('{"model":"mine","dimensions":"2"}'))
    .set('credential', body('{"k":"v"}'));
  const result = laidOver(theirs, stored, mine);
  expect(writeJson(result.get('parameters') ?? null)).toBe('{"model":"mine","dimensions":"3"}');
  expect([result.get('name'), result.has('description'), result.has('client_config')]).toEqual(['theirs', false, false]);
  expect(writeJson(result.get('credential') ?? null)).toBe('{"k":"v"}');
});
