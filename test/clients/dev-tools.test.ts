import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordingUpstream } from '../predict/recording-upstream.ts';
import { type Request, readTranscript, runTranscript, snippetsOf } from './dev-tools.ts';
import { type RealStudio, realStudio } from './real-studio.ts';

const [readme = ''] = snippetsOf(fs.readFileSync(new URL('../../README.md', import.meta.url), 'utf8'));

test('a transcript is read as requests, with bodies over several lines and texts between three quotation marks', () => {
  const text = `# how many
GET _plugins/_ml/connectors/_search

PUT /_cluster/settings
{
  "persistent": { "a": """x "y"
z""" }
}
DELETE /_plugins/_ml/models/<model_id>
`;
  expect(readTranscript(text)).toEqual([
    { method: 'GET', path: '/_plugins/_ml/connectors/_search' },
    { method: 'PUT', path: '/_cluster/settings', body: '{\n  "persistent": { "a": "x \\"y\\"\\nz" }\n}' },
    { method: 'DELETE', path: '/_plugins/_ml/models/<model_id>' },
  ]);
  expect(() => readTranscript('{ "a": 1 }')).toThrow('No request begins with: { "a": 1 }');
});

let studio: RealStudio;
beforeAll(async () => {
  studio = await realStudio();
}, 60_000);
afterAll(() => studio[Symbol.asyncDispose]());

async function send({ method, path, body }: Request) {
  const { username, password } = studio.administrator;
  const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}`, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(studio.url + path, { method, headers, ...(body && { body }) });
  return { status: response.status, body: await response.json() };
}

test('the requests of the README work one after the other', async () => {
  await using upstream = await recordingUpstream();
  upstream.answer({ body: { choices: [{ message: { role: 'assistant', content: 'Hello!' } }] } });
  const here = readme.replace('https://${parameters.endpoint}', upstream.url);
  expect(here).not.toBe(readme);
  const sent = await runTranscript(here, send, { openAI_key: 'very secret' });
  expect(sent.map(({ status, answer }) => [status, status === 200 ? '' : answer])).toEqual(sent.map(() => [200, '']));
  expect(sent.at(-1)?.answer).toMatchObject({
    inference_results: [{ output: [{ dataAsMap: { choices: [{ message: { content: 'Hello!' } }] } }] }],
  });
  expect(upstream.take()).toMatchObject([{ path: '/v1/chat/completions', headers: { authorization: 'Bearer very secret' } }]);
});

test('a placeholder that no answer filled is named', async () => {
  await expect(runTranscript('GET /_plugins/_ml/models/<model_id>', send)).rejects.toThrow('Nothing is known for <model_id>');
});
