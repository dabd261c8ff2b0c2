import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { moveToCredential } from './move-to-credential.ts';

const moved = (text: string, header = 'Authorization') => JSON.parse(writeJson(moveToCredential(parseJson(text) as JsonObject, 0, header))); // as: an object

test('a header takes from the credential what it took from a parameter, whose value goes with it', () => {
  const { actions, credential, parameters } = moved(
    '{"parameters":{"token":"abc","n":1.0},"credential":{"other":"x"},"actions":[{"headers":{"Authorization":"Bearer ${parameters.token:-none}","A":"${parameters.n}"}}]}',
  );
  expect(actions[0].headers).toEqual({ Authorization: 'Bearer ${credential.token}', A: '${parameters.n}' });
  expect(credential).toEqual({ other: 'x', token: 'abc' });
  expect(parameters).toEqual({ token: 'abc', n: 1 });
});

test('a field of the credential that is there already stays, and a value that the draft does not have is left to be typed', () => {
  const text = '{"credential":{"a":"kept"},"actions":[{"headers":{"Authorization":"${parameters.a} ${parameters.b}"}}]}';
  expect(moved(text).credential).toEqual({ a: 'kept', b: '' });
});

test('a body without that header stays as it is', () => {
  expect(moved('{"actions":[{"headers":{}}]}')).toEqual({ actions: [{ headers: {} }] });
  expect(moved('{"actions":"x"}')).toEqual({ actions: 'x' });
});
