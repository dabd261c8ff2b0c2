import { expect, test } from 'vitest';
import { readPastedSecrets } from './pasted-secrets.ts';

test('a pasted credential object fills all its keys, with or without its name around it', () => {
  const values = { access_key: 'AKIA', secret_key: 's{e}c' };
  expect(readPastedSecrets(JSON.stringify(values))).toEqual(values);
  expect(readPastedSecrets(`"credential": ${JSON.stringify(values)},`)).toEqual(values);
  expect(readPastedSecrets(JSON.stringify({ name: 'x', credential: values }))).toEqual(values);
});

test('a secret that only looks like an object is a secret', () => {
  expect(readPastedSecrets('{not json')).toBeUndefined();
  expect(readPastedSecrets('sk-123')).toBeUndefined();
  expect(readPastedSecrets('{}')).toBeUndefined();
});

test('a field named __proto__ changes no object', () => {
  expect(readPastedSecrets('{"__proto__": "x"}')).toEqual(Object.fromEntries([['__proto__', 'x']]));
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
