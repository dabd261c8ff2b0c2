import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aConnector, anAction } from './a-connector.ts';
import { answerOf, type RawServer, rawServer } from './egress/raw-server.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

// What a service may answer, and what of it reaches a client of the API.
let studio: ServedStudio;
let service: RawServer;
let answer: string | Buffer;

beforeAll(async () => {
  studio = await serveStudio(openSettings);
  service = await rawServer((socket) => socket.end(answer));
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await service.close();
});

const stored = async (parameters: Record<string, string> = {}, action: Record<string, unknown> = {}) => {
  const url = `http://127.0.0.1:${service.port}/x`;
  const body = aConnector({ parameters, actions: [anAction({ url, request_body: '{"q":"${parameters.q}"}', ...action })] });
  const { body: created } = await studio.call('POST', '/_plugins/_ml/connectors/_create', body);
  const registered = { name: 'a model', function_name: 'remote', connector_id: created.connector_id };
  const { body: made } = await studio.call('POST', '/_plugins/_ml/models/_register', registered);
  return { connector_id: created.connector_id as string, model_id: made.model_id as string };
};
const input = { parameters: { q: 'hi' } };
const predict = (model_id: string) => studio.call('POST', `/_plugins/_ml/models/${model_id}/_predict`, input);
const tryOut = (connector_id: string) =>
  studio.call('POST', '/api/studio/predictions', { target: { connector_id }, mode: 'send', body: input });

const hostile: [string, string | Buffer][] = [
  ['nothing at all', ''],
  ['a greeting of another protocol', '220 mail.example ESMTP\r\n'],
  ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":'],
  ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ['a status without meaning', answerOf('x', {}, 999)],
  ['no body', answerOf('')],
  ['a zero byte', answerOf('\0')],
  ['mark-up', answerOf('<svg onload="alert(1)"><script>alert(1)</script>', { 'content-type': 'image/svg+xml' })],
  ['bytes that are no text', answerOf(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))],
  ['half a pair of surrogates', answerOf('{"a":"\\ud800"}')],
  ['names that JavaScript gives to every object', answerOf('{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}')],
  ['a name twice', answerOf('{"a":1,"a":2}')],
  ['a number without end', answerOf(`{"a":${'9'.repeat(100_000)}}`)],
  ['a number beyond double', answerOf('{"a":1e999}')],
  ['lists in lists in lists', answerOf('['.repeat(100_000))],
  ['objects in objects, closed', answerOf(`${'{"a":'.repeat(900)}1${'}'.repeat(900)}`)],
  ['headers named like a prototype', 'HTTP/1.1 200 OK\r\n__proto__: a\r\nconstructor: b\r\ncontent-length: 2\r\n\r\n{}'],
];

describe('B-11, B-15 whatever a service answers is data or a failure with a name', () => {
  const targets: [string, Promise<{ connector_id: string; model_id: string }>][] = [];
  beforeAll(async () => {
    targets.push(
      ['as it is', stored()],
      ['through a filter', stored({ response_filter: '$..a' })],
      ['through a built-in function', stored({}, { post_process_function: 'connector.post_process.openai.embedding' })],
    );
  });

  test.each(hostile)('%s', async (_what, bytes) => {
    for (const [way, ids] of targets) {
      answer = bytes;
      const { model_id, connector_id } = await ids;
      const sent = await predict(model_id);
      expect({ way, text: sent.text }).not.toMatchObject({ text: expect.stringContaining('Internal error') });
      if (sent.status !== 200) expect(sent.body.error.root_cause[0]).toEqual({ type: expect.any(String), reason: expect.any(String) });
      const tried = await tryOut(connector_id);
      expect(tried.status).toBe(200);
      expect(tried.body.status).toBe(sent.status);
      expect(tried.body.outcome).toBe(sent.status === 200 ? 'answered' : 'failed');
    }
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

test('an answer that cannot be written is a failure of the last step, not of the page', async () => {
  answer = answerOf('{"a":1e999}');
  const { body } = await tryOut((await stored()).connector_id);
  expect(body).toMatchObject({ outcome: 'failed', failed_step: 'output', status: 400 });
  expect(body.trace.steps.at(-1)).toMatchObject({ name: 'output', status: 'failed', error: { status: 400 } });
});

test('E-03 what a service says in its error is cut to 8 KiB and steers no terminal', async () => {
  const { model_id } = await stored();
  answer = answerOf('no\u001b[31m way\0\u0007\u009b2J\r\n\tsorry', {}, 418);
  expect((await predict(model_id)).body.error.reason).toBe('Error from remote service: no[31m way2J  sorry');
  answer = answerOf('ä'.repeat(50_000), {}, 418);
  expect((await predict(model_id)).body.error.reason).toBe(`Error from remote service: ${'ä'.repeat(4096)}`);
});

test('B-13 a status that HTTP does not know becomes 502', async () => {
  const { model_id } = await stored();
  answer = answerOf('odd', {}, 999);
  expect((await predict(model_id)).status).toBe(502);
  answer = answerOf('odd', {}, 599);
  expect((await predict(model_id)).status).toBe(599);
});

test('B-18 no header of a service reaches a client', async () => {
  const names = ['set-cookie', 'location', 'refresh', 'alt-svc', 'www-authenticate', 'clear-site-data', 'access-control-allow-origin'];
  for (const status of [200, 302, 401]) {
    answer = answerOf('{"a":1}', Object.fromEntries(names.map((name) => [name, 'evil'])), status);
    const { headers, status: own } = await predict((await stored()).model_id);
    expect(own).toBe(status);
    for (const name of names) expect(headers.get(name)).toBeNull();
  }
});

test('B-19 a path that finds the same thing inside itself makes no large answer out of a small one', async () => {
  answer = answerOf(`${'{"a":'.repeat(900)}${JSON.stringify('x'.repeat(10_000))}${'}'.repeat(900)}`);
  const reason = 'This JSONPath finds more than the answer holds: values repeat. Use a more specific one.';
  expect((await predict((await stored({ response_filter: '$..a' })).model_id)).body.error.reason).toBe(reason);
  answer = answerOf(JSON.stringify({ a: ['x'.repeat(100_000)] }));
  const again = `$.a[${'0,'.repeat(500)}0]`;
  expect((await predict((await stored({ response_filter: again })).model_id)).body.error.reason).toBe(reason);
});
