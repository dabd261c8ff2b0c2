import { afterEach, expect, test } from 'vitest';
import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import { sendRequest } from '#lib/predict/send-request.ts';
import { stillClock } from '../predict/a-call.ts';
import { type LocalExecutor, localExecutor } from './local-executor.ts';
import { answerOf, type RawServer, rawServer } from './raw-server.ts';
import { requestTo } from './request-to.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A service whose answers the test chooses, and an executor whose clock it moves. */
async function aService() {
  const state = { now: 0, status: 503, calls: 0 };
  const server: RawServer = await rawServer((socket) => {
    state.calls += 1;
    if (state.status === 0) socket.destroy();
    else socket.write(answerOf('{"a":1}', {}, state.status));
  });
  const events: unknown[] = [];
  const local: LocalExecutor = localExecutor({ elapsed: () => state.now, changed: (event) => events.push(event) });
  open.push(server, local.egress);
  const url = `http://svc.example:${server.port}/v1`;
  return { state, events, local, url, origin: `http://svc.example:${server.port}` };
}

test.each([
  ['5xx', 503],
  ['connections that are closed', 0],
])('L-06 five %s in a row, and the service is asked no more until 15 s are over', async (_name, status) => {
  const { state, events, local, url, origin } = await aService();
  state.status = status;
  for (let n = 0; n < 5; n++) await local.send(url).catch(() => {});
  await expect(local.send(url)).rejects.toMatchObject({
    status: 503,
    type: 'status_exception',
    message: expect.stringContaining(`${origin} failed 5 times in a row and is left alone for 15 s`),
    headers: { 'Retry-After': '15' },
  });
  expect(state.calls).toBe(5);
  expect(local.egress.leftAlone('connector-one')).toEqual([{ origin, state: 'open', retry_after: 15 }]);
  state.now += 15_000;
  state.status = 200;
  expect((await local.send(url)).status).toBe(200);
  expect((await local.send(url)).status).toBe(200);
  expect(events).toEqual([
    { connector_id: 'connector-one', origin, state: 'open' },
    { connector_id: 'connector-one', origin, state: 'closed' },
  ]);
});

test('L-06 4xx and 429 do not count', async () => {
  const { state, local, url } = await aService();
  for (const status of [400, 401, 404, 429, 429, 429, 429]) {
    state.status = status;
    expect((await local.send(url)).status).toBe(status);
  }
  expect(local.egress.leftAlone('connector-one')).toEqual([]);
});

test('L-06 other connectors to the same service, and other services of the connector, go on', async () => {
  const { state, local, url } = await aService();
  const other = await aService();
  for (let n = 0; n < 5; n++) await local.send(url);
  state.status = 200;
  expect((await local.send(url, { connector_id: 'connector-two' })).status).toBe(200);
  other.state.status = 200;
  expect((await local.send(other.url)).status).toBe(200);
  await expect(local.send(url)).rejects.toMatchObject({ status: 503 });
});

test('L-06 of calls that come when 15 s are over one tries, the others are refused', async () => {
  const { state, local, url } = await aService();
  for (let n = 0; n < 5; n++) await local.send(url);
  state.now += 15_000;
  const answers = await Promise.allSettled([local.send(url), local.send(url), local.send(url)]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(state.calls).toBe(6);
  await expect(local.send(url)).rejects.toMatchObject({ headers: { 'Retry-After': '15' } });
});

test('L-06 a try that its caller leaves hands the turn to the next', async () => {
  const { state, local, url } = await aService();
  for (let n = 0; n < 5; n++) await local.send(url);
  state.now += 15_000;
  const left = new AbortController();
  const trying = local.send(url, {}, left.signal);
  left.abort(new Error('left'));
  await expect(trying).rejects.toThrow('left');
  state.status = 200;
  expect((await local.send(url)).status).toBe(200);
});

test('L-06 streams are refused too, and their failures count', async () => {
  const { state, local, url } = await aService();
  const signal = new AbortController().signal;
  const stream = () => local.executor.stream(requestTo(url), { signal, format: 'sse' });
  for (let n = 0; n < 5; n++) await stream();
  await expect(stream()).rejects.toMatchObject({ status: 503 });
  expect(state.calls).toBe(5);
});

test('L-02 L-06 the attempts of one call count once, and its retries wait for a service that is left alone', async () => {
  const { state, local, url } = await aService();
  const clock = stillClock();
  const ports = { executor: local.executor, clock, random: () => 0 };
  const client_config = { ...defaultClientConfig, max_retry_times: 7, retry_backoff_millis: 10, retry_timeout_seconds: 60 };
  const call = requestTo(url, { client_config });
  const signal = new AbortController().signal;
  await expect(sendRequest(call, ports, { signal, action_name: 'PREDICT' })).rejects.toMatchObject({ status: 503 });
  expect(state.calls).toBe(8);
  expect(local.egress.leftAlone('connector-one')).toEqual([]);

  for (let n = 0; n < 4; n++) await local.send(url);
  clock.slept.length = 0;
  const waiting = {
    ...clock,
    sleep: async (milliseconds: number) => {
      clock.slept.push(milliseconds);
      state.now += milliseconds;
      state.status = 200;
    },
  };
  const later = sendRequest(requestTo(url, { client_config }), { ...ports, clock: waiting }, { signal, action_name: 'PREDICT' });
  expect((await later).status).toBe(200);
  expect(clock.slept).toEqual([15_000]);
});

test('a connector that changes starts anew', async () => {
  const { state, local, url } = await aService();
  for (let n = 0; n < 5; n++) await local.send(url);
  local.egress.dropPools('connector-one');
  state.status = 200;
  expect((await local.send(url)).status).toBe(200);
});

test('L-09 calls that hang in one service hold up no other', async () => {
  const hanging = await rawServer(() => {});
  const { state, local, url } = await aService();
  open.push(hanging);
  state.status = 200;
  const left = new AbortController();
  const dead = Array.from({ length: 30 }, () =>
    local.send(`http://dead.example:${hanging.port}/`, { connector_id: 'connector-dead' }, left.signal).catch(() => 'left'),
  );
  await expect.poll(() => hanging.received.filter((text) => text.includes('POST')).length).toBe(30);
  for (let n = 0; n < 50; n++) expect((await local.send(url)).status).toBe(200);
  expect(hanging.received).toHaveLength(30);
  left.abort();
  expect(await Promise.all(dead)).toEqual(Array.from({ length: 30 }, () => 'left'));
});
