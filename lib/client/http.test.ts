import { afterEach, expect, test, vi } from 'vitest';
import { isStudioError, type StudioError } from '#lib/errors.ts';
import { request } from './http.ts';
import { onSessionEnd } from './session-end.ts';

afterEach(() => vi.unstubAllGlobals());

/** Stands for the server and keeps what it was asked. */
function serverThatAnswers(status: number, body: string, headers: Record<string, string> = {}) {
  const asked: { path: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, init });
    return new Response(body === '' ? null : body, { status, headers });
  });
  return asked;
}

async function failureOf(promise: Promise<unknown>): Promise<StudioError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!isStudioError(thrown)) throw new Error(`expected a StudioError, got ${String(thrown)}`);
  return thrown;
}

const refusal = (reason: string, more = {}) =>
  JSON.stringify({ error: { root_cause: [{ type: 'status_exception', reason }], type: 'status_exception', reason, ...more }, status: 404 });

test('a change carries what proves that it comes from our own page', async () => {
  const asked = serverThatAnswers(200, '{"acknowledged":true}');
  expect(await request('DELETE', '/api/studio/session')).toEqual({ acknowledged: true });
  expect(asked[0]?.init.headers).toEqual({ accept: 'application/json', 'content-type': 'application/json', 'osd-xsrf': 'studio' });
});

test('JSON text is sent as it is, so numbers keep their spelling', async () => {
  const asked = serverThatAnswers(200, '{}');
  await request('POST', '/x', { text: '{"a":1.0E-4}' });
  expect(asked[0]?.init.body).toBe('{"a":1.0E-4}');
});

test("a refusal becomes the server's own error, fields and all", async () => {
  serverThatAnswers(400, refusal('Two problems', { fields: [{ path: 'name', message: 'Too long' }], line: 3 }));
  const error = await failureOf(request('POST', '/x', { json: {} }));
  expect(error).toMatchObject({ type: 'status_exception', status: 400, message: 'Two problems', details: { line: 3 } });
  expect(error.fields).toEqual([{ path: 'name', message: 'Too long' }]);
});

test("the router's bare text and an answer that is no JSON are readable too", async () => {
  serverThatAnswers(400, '{"error":"no handler found for uri [/x] and method [GET]","status":400}');
  expect((await failureOf(request('GET', '/x'))).message).toBe('no handler found for uri [/x] and method [GET]');
  serverThatAnswers(502, '<h1>Bad gateway</h1>');
  expect(await failureOf(request('GET', '/x'))).toMatchObject({ status: 502, message: '<h1>Bad gateway</h1>' });
});

test('Retry-After comes along', async () => {
  serverThatAnswers(429, refusal('Too many tries'), { 'retry-after': '30' });
  expect((await failureOf(request('POST', '/api/studio/session'))).headers).toEqual({ 'retry-after': '30' });
});

test('a 401 says that the session ended, except while signing in', async () => {
  let ends = 0;
  const stop = onSessionEnd(() => ends++);
  serverThatAnswers(401, refusal('Missing or wrong credentials'));
  await failureOf(request('POST', '/api/studio/session', { json: {} }));
  expect(ends).toBe(0);
  await failureOf(request('GET', '/api/studio/connectors'));
  expect(ends).toBe(1);
  stop();
});

test('a server out of reach is status 0 with words for a person; an abort stays an abort', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  expect(await failureOf(request('GET', '/x'))).toMatchObject({ status: 0, message: expect.stringContaining('does not answer') });
  const abort = AbortSignal.abort();
  await expect(request('GET', '/x', { signal: abort })).rejects.not.toHaveProperty('status');
});
