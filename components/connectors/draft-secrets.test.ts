import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { draftOf } from './connector-draft.ts';
import { connectorOf, credentialUse, movesCredential, withProtocol } from './draft-protocol.ts';
import { maskedBody, redactedBody, unmaskedBody, withoutEmptyToken, withoutSecrets } from './draft-secrets.ts';

const body = (text: string) => parseJson(text) as JsonObject;
const typed = body('{"name":"a","credential":{"key":"planted","empty":"","own":"<own>","padded":" planted "}}');

test('C-18: what leaves the form for a check, a view or a later visit holds no secret', () => {
  for (const safe of [redactedBody(typed), maskedBody(typed, []), withoutSecrets(typed)]) expect(writeJson(safe)).not.toContain('planted');
  expect(writeJson(redactedBody(typed))).toBe('{"name":"a","credential":{"key":"x","empty":"","own":"<own>","padded":" x"}}');
});

test('masks in the JSON view stand for what was typed, or for what is stored', () => {
  const shown = maskedBody(body('{"credential":{"key":"planted"}}'), ['key', 'stored_key']);
  expect(writeJson(shown)).toBe('{"credential":{"stored_key":"********","key":"********"}}');
  expect(writeJson(unmaskedBody(shown, [{ name: 'key', value: 'planted' }]))).toBe('{"credential":{"key":"planted"}}');
  expect(writeJson(unmaskedBody(shown, []))).toBe('{}');
});

test('a secret that is typed over a mask is the new one', () => {
  expect(writeJson(unmaskedBody(body('{"credential":{"key":"new"}}'), [{ name: 'key', value: 'old' }]))).toBe(
    '{"credential":{"key":"new"}}',
  );
});

const draft = draftOf(
  body(
    '{"protocol":"http","parameters":{"host":"a.example"},"credential":{"spare":"x"},"actions":[{"action_type":"PREDICT","method":"POST","url":"https://${parameters.host}/v1","headers":{"Authorization":"Bearer ${credential.key}"}}]}',
  ),
);

test('signing with AWS brings its fields, and leaving it takes the empty ones away', () => {
  const signed = withProtocol(draft, 'aws_sigv4');
  expect(signed.parameters.map(({ name }) => name)).toEqual(['host', 'region', 'service_name']);
  expect(signed.credential.map(({ name }) => name)).toEqual(['spare', 'access_key', 'secret_key', 'session_token']);
  expect(withProtocol(signed, 'http')).toEqual(draft);
  const filled = { ...signed, parameters: signed.parameters.map((row) => (row.name === 'region' ? { ...row, value: 'us-east-1' } : row)) };
  expect(withProtocol(filled, 'http').parameters).toContainEqual({ name: 'region', value: 'us-east-1' });
});

test('C-12: another host moves the credential, another path does not', () => {
  const stored = connectorOf(draft);
  const to = (url: string) => movesCredential(stored, { ...draft, actions: draft.actions.map((action) => ({ ...action, url })) });
  expect(to('https://${parameters.host}/v2')).toBe(false);
  expect(to('https://b.example/v1')).toBe(true);
  expect(movesCredential(stored, { ...draft, parameters: [{ name: 'host', value: 'b.example' }] })).toBe(true);
  expect(movesCredential(stored, { ...draft, client_config: [{ name: 'skip_ssl_verification', value: 'true' }] })).toBe(true);
});

test('credentials that are used but missing, and those that nothing uses, are known', () => {
  const use = credentialUse(draft, []);
  expect(use.missing).toEqual(['key']);
  expect([use.isUsed('key'), use.isUsed('spare')]).toEqual([true, false]);
  expect(credentialUse(draft, ['key']).missing).toEqual([]);
  expect(credentialUse(withProtocol(draft, 'aws_sigv4'), []).isUsed('session_token')).toBe(true);
});

test('an empty session token is not sent, and an empty key of another name is', () => {
  const sent = (text: string) => writeJson(withoutEmptyToken(body(text)));
  expect(sent('{"credential":{"access_key":"","session_token":""}}')).toBe('{"credential":{"access_key":""}}');
  expect(sent('{"credential":{"session_token":"t"}}')).toBe('{"credential":{"session_token":"t"}}');
  expect(sent('{"name":"a"}')).toBe('{"name":"a"}');
});
