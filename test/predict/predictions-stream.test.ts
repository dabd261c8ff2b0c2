import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSettings, type ServedStudio, serveStudio } from '../served-studio.ts';
import { delta, type StreamingUpstream, sse, startSse, streamingUpstream } from './streaming-upstream.ts';

let studio: ServedStudio;
let upstream: StreamingUpstream;
beforeAll(async () => {
  [studio, upstream] = [await serveStudio({ ...openSettings, 'plugins.ml_commons.stream_enabled': true }), await streamingUpstream()];
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const key = 'sk-a-secret-of-the-connector';

const draft = (url = `${upstream.url}/v1/chat/completions`) => ({
  name: 'streams',
  version: '1',
  protocol: 'http',
  parameters: { _llm_interface: 'openai/v1/chat/completions' },
  credential: { key },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url,
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{"messages": [{"role": "user", "content": "${parameters.q}"}]}',
    },
  ],
});

const request = (given: object = {}) => ({
  target: { connector: draft() },
  mode: 'send',
  stream: true,
  body: { parameters: { q: 'hi' } },
  ...given,
});
const ask = (given?: object) => studio.call('POST', '/api/studio/predictions', request(given));

function eventsOf(text: string) {
  const events = text
    .split('\n\n')
    .filter(Boolean)
    .map((event) => /^event: (\w+)\ndata: (.*)$/.exec(event))
    .map((match) => ({ name: match?.[1], data: JSON.parse(match?.[2] ?? 'null') }));
  return { chunks: events.filter(({ name }) => name === 'chunk').map(({ data }) => data), result: events.at(-1)?.data };
}
const contentOf = (chunk: { inference_results: [{ output: [{ dataAsMap: { content: string } }] }] }) =>
  chunk.inference_results[0].output[0].dataAsMap.content;
const step = (result: { trace: { steps: { name: string }[] } }, name: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: each step has a shape of its own
  result.trace.steps.find((one) => one.name === name) as any;

test('pieces come as they do for _predict/stream, then the whole with every step', async () => {
  upstream.answer = (response) => startSse(response).end(`${delta('Hel')}${delta('lo')}${delta('', 'stop')}${sse('[DONE]')}`);
  const { status, headers, text } = await ask();
  expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const { chunks, result } = eventsOf(text);
  expect(chunks.map(contentOf)).toEqual(['Hel', 'lo', '']);
  expect(result).toMatchObject({
    outcome: 'answered',
    status: 200,
    response: { inference_results: [{ output: [{ name: 'response', dataAsMap: { content: 'Hello', is_last: true } }], status_code: 200 }] },
  });
  expect(step(result, 'send')).toMatchObject({
    status: 'ok',
    output: { status: 200, body: expect.stringContaining('data: [DONE]') },
    detail: { request: { headers: expect.arrayContaining([['Authorization', 'Bearer ********']]) } },
  });
  expect(step(result, 'post_process').status).toBe('skipped');
  expect(step(result, 'output').status).toBe('ok');
  expect(text).not.toContain(key);
});

test('a failure is the last piece, and stands in the result as _predict would have answered', async () => {
  upstream.answer = (response) => response.writeHead(429).end('slow down');
  const { chunks, result } = eventsOf((await ask()).text);
  expect(chunks).toEqual([{ error: 'Error from remote service: slow down' }]);
  expect(result).toMatchObject({ outcome: 'failed', failed_step: 'send', status: 429 });
});

test('a stream that breaks off fails the step that waits for it', async () => {
  upstream.answer = (response) => startSse(response).end(delta('half'));
  const { chunks, result } = eventsOf((await ask()).text);
  expect(contentOf(chunks[0])).toBe('half');
  expect(result).toMatchObject({ outcome: 'failed', failed_step: 'send', status: 500 });
  expect(step(result, 'send').error.reason).toBe('SSE failure');
});

test('the mock streams its answer word by word, and breaks off where it should', async () => {
  const mocked = eventsOf((await ask({ mode: 'mock' })).text);
  expect(mocked.chunks.length).toBeGreaterThan(1);
  expect(mocked.result.outcome).toBe('answered');
  const broken = eventsOf((await ask({ mode: 'mock', scenario: 'malformed' })).text);
  expect(broken.result).toMatchObject({ outcome: 'failed', failed_step: 'send' });
  const refused = eventsOf((await ask({ mode: 'mock', scenario: 'server_error' })).text);
  expect(refused.result).toMatchObject({ outcome: 'failed', status: 500 });
  expect(upstream.asked.filter(({ path }) => path.includes('mock'))).toEqual([]);
});

test('a dry run has no pieces, and shows the request of a stream', async () => {
  const before = upstream.asked.length;
  const { chunks, result } = eventsOf((await ask({ mode: 'dry_run' })).text);
  expect(chunks).toEqual([]);
  expect(result).toMatchObject({ outcome: 'dry_run', status: null, response: null });
  expect(step(result, 'request').output.headers).toContainEqual(['Accept', 'text/event-stream']);
  expect(upstream.asked).toHaveLength(before);
});

test('a target that does not exist, and streams that are switched off, are ordinary failures', async () => {
  expect((await ask({ target: { model_id: 'unknown' } })).status).toBe(404);
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.stream_enabled': false } });
  const { status, body } = await ask();
  expect([status, body.error.type]).toEqual([500, 'illegal_state_exception']);
  expect((await ask({ mode: 'mock' })).status).toBe(200);
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.stream_enabled': true } });
});

test('L-08 a page that is left takes the stream with it', async () => {
  upstream.answer = (response) => void startSse(response).write(delta('one'));
  const leaving = new AbortController();
  const response = await fetch(`${studio.url}/api/studio/predictions`, {
    method: 'POST',
    headers: { 'x-test-caller': 'u-admin', 'content-type': 'application/json' },
    body: JSON.stringify(request()),
    signal: leaving.signal,
  });
  await response.body?.getReader().read();
  leaving.abort();
  await upstream.asked.at(-1)?.abandoned;
});
