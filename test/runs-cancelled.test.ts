import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aConnector, anAction } from './a-connector.ts';
import { delta, type StreamingUpstream, startSse, streamingUpstream } from './predict/streaming-upstream.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

// A person who goes away has still spent money: the run is there, as far as it came.
let studio: ServedStudio;
let upstream: StreamingUpstream;
beforeAll(async () => {
  [studio, upstream] = [await serveStudio({ ...openSettings, 'plugins.ml_commons.stream_enabled': true }), await streamingUpstream()];
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

async function stored(): Promise<string> {
  const action = anAction({ url: `${upstream.url}/v1`, request_body: '{"q":"${parameters.q}"}' });
  const connector = aConnector({ parameters: { _llm_interface: 'openai/v1/chat/completions' }, actions: [action] });
  return (await studio.call('POST', '/_plugins/_ml/connectors/_create', connector)).body.connector_id;
}

/** Asks, and hangs up when the service has been reached, or after the first piece. */
async function giveUp(path: string, body: unknown): Promise<void> {
  const hangUp = new AbortController();
  const reached = Promise.withResolvers<void>();
  const isStream = path.endsWith('/stream') || (body as { stream?: boolean }).stream === true;
  upstream.answer = (response) => {
    if (isStream) startSse(response).write(delta('Hel'));
    reached.resolve();
  };
  const response = fetch(studio.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: hangUp.signal,
  });
  response.catch(() => {}); // awaited below, or given up
  await reached.promise;
  if (isStream) await (await response).body?.getReader().read();
  hangUp.abort();
  await response.catch(() => {});
}

const runsOf = async (connector_id: string) => (await studio.call('GET', `/api/studio/runs?connector_id=${connector_id}`)).body.items;

test.each([{ stream: false }, { stream: true }])('a prediction of the studio that is given up is kept as cancelled (%j)', async (rest) => {
  const connector_id = await stored();
  await giveUp('/api/studio/predictions', { target: { connector_id }, mode: 'send', body: { parameters: { q: 'hi' } }, ...rest });
  await vi.waitFor(async () => expect(await runsOf(connector_id)).toMatchObject([{ outcome: 'cancelled', status: 499, via: 'studio' }]));
  const [{ run_id }] = await runsOf(connector_id);
  const { body: run } = await studio.call('GET', `/api/studio/runs/${run_id}`);
  expect(run.trace.steps.find(({ name }: { name: string }) => name === 'payload').output).toContain('hi');
  const { body: stats } = await studio.call('GET', `/api/studio/runs/_stats?connector_id=${connector_id}`);
  expect(stats.total).toMatchObject({ answered: 0, failed: 0, cancelled: 1, p50: null });
  const { body: shown } = await studio.call('GET', `/api/studio/connectors/${connector_id}`);
  expect(shown).not.toHaveProperty('last_run'); // it says nothing about the connector
});

test.each(['_predict', '_predict/stream'])('a call of %s that is given up is counted as cancelled', async (path) => {
  const connector_id = await stored();
  const model = { name: 'm', function_name: 'remote', connector_id };
  const { body: made } = await studio.call('POST', '/_plugins/_ml/models/_register', model);
  await giveUp(`/_plugins/_ml/models/${made.model_id}/${path}`, { parameters: { q: 'hi' } });
  await vi.waitFor(async () => {
    const { body: stats } = await studio.call('GET', `/api/studio/runs/_stats?connector_id=${connector_id}`);
    expect(stats.total).toMatchObject({ answered: 0, failed: 0, cancelled: 1 });
  });
  expect(await runsOf(connector_id)).toMatchObject([{ outcome: 'cancelled', status: 499, via: 'api' }]);
});
