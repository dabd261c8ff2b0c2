import zlib from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import { assertAnswered } from '#lib/predict/handle-response.ts';
import { type LocalExecutor, localExecutor, mebibyte } from './local-executor.ts';
import { answerOf, type RawServer, rawServer } from './raw-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

type Answer = Parameters<typeof rawServer>[0];

/** A server that answers so, and what the executor makes of it. */
async function answering(
  answer: Answer,
  given: Parameters<typeof localExecutor>[0] = {},
): Promise<LocalExecutor & { server: RawServer; url: string }> {
  const server = await rawServer(answer);
  const local = localExecutor(given);
  open.push(server, local.egress);
  return { ...local, server, url: `http://127.0.0.1:${server.port}/v1` };
}

/** Sends header lines and whatever else as it is. */
const raw =
  (text: string | Buffer, end = true): Answer =>
  (socket) => {
    socket.write(text);
    if (end) socket.end();
  };

/** A socket is used again one turn of the event loop after its answer. */
const soon = () => new Promise((done) => setImmediate(done));

const broken = (status: number, message: RegExp) =>
  expect.objectContaining({ status, type: 'status_exception', message: expect.stringMatching(message) });
const tooLarge = expect.objectContaining({ status: 502, message: 'Remote service response is too large' });

test('an answer arrives with status, headers, body and timings', async () => {
  const { send, url } = await answering(raw(answerOf('{"ok":true}', { 'X-Any': 'a' }, 201), false));
  const reply = await send(url);
  expect(reply).toMatchObject({ status: 201, headers: { 'x-any': 'a', 'content-length': '11' }, body: '{"ok":true}' });
  expect(reply.timings.connect).toBeGreaterThan(0);
  expect(reply.timings.total).toBeGreaterThanOrEqual(reply.timings.first_byte ?? Number.POSITIVE_INFINITY);
  await soon();
  expect((await send(url)).timings).not.toHaveProperty('connect');
});

test('B-01 a body that says it is larger than the cap is not read', async () => {
  const { send, url } = await answering(raw('HTTP/1.1 200 OK\r\ncontent-length: 1000001\r\n\r\n{', false), { largest: 1_000_000 });
  await expect(send(url)).rejects.toEqual(tooLarge);
});

test('B-01 a body that grows beyond the cap is left there, the socket closed', async () => {
  let written = 0;
  let isClosed: Promise<void> | undefined;
  const { send, url } = await answering((socket) => {
    isClosed = new Promise((done) => socket.once('close', () => done()));
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`;
    const more = () => {
      while (!socket.destroyed && written < 1024 * mebibyte) {
        written += 65_536;
        if (!socket.write(chunk)) return void socket.once('drain', more);
      }
    };
    more();
  });
  const before = process.memoryUsage().rss;
  await expect(send(url)).rejects.toEqual(tooLarge);
  await isClosed;
  expect(written).toBeLessThan(40 * mebibyte);
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * mebibyte);
});

test('B-01 a body of exactly the cap is read', async () => {
  const { send, url } = await answering(raw(answerOf('a'.repeat(1000)), false), { largest: 1000 });
  expect((await send(url)).body).toHaveLength(1000);
});

test.each([
  ['gzip', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['br', zlib.brotliCompressSync],
  ['zstd', zlib.zstdCompressSync],
] as const)('B-02 a %s bomb is stopped while it is decoded', async (encoding, compress) => {
  const bomb = compress(Buffer.alloc(100 * mebibyte));
  const { send, url } = await answering(raw(answerOf(bomb, { 'content-encoding': encoding }), false));
  const before = process.memoryUsage().rss;
  await expect(send(url)).rejects.toEqual(tooLarge);
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * mebibyte);
});

test('B-02 more than a hundred bytes out for one in counts as a bomb below the cap too', async () => {
  const bomb = zlib.gzipSync(Buffer.alloc(4 * mebibyte));
  const { send, url } = await answering(raw(answerOf(bomb, { 'content-encoding': 'gzip' }), false));
  await expect(send(url)).rejects.toEqual(tooLarge);
});

test.each([
  ['gzip', (text: string) => zlib.gzipSync(text)],
  ['X-GZIP', (text: string) => zlib.gzipSync(text)],
  ['deflate', (text: string) => zlib.deflateSync(text)],
  ['br', (text: string) => zlib.brotliCompressSync(text)],
  ['zstd', (text: string) => zlib.zstdCompressSync(text)],
  ['identity', (text: string) => Buffer.from(text)],
  ['deflate, gzip', (text: string) => zlib.gzipSync(zlib.deflateSync(text))],
])('a body that comes encoded as %s, though nobody asked, is decoded', async (encoding, encode) => {
  const text = JSON.stringify({ a: Array.from({ length: 20_000 }, (_, n) => `é${n}`) });
  const { send, url } = await answering(raw(answerOf(encode(text), { 'content-encoding': encoding }), false));
  expect((await send(url)).body).toBe(text);
});

test.each(['compress', 'gzip, gzip, gzip', 'constructor', 'gzip, nope'])(
  'B-03 the encoding %s is refused, the body not shown',
  async (encoding) => {
    const { send, url } = await answering(raw(answerOf('SECRET-BODY', { 'content-encoding': encoding }), false));
    await expect(send(url)).rejects.toEqual(broken(502, /^Remote service response has a content encoding that is not supported$/));
  },
);

test('B-03 a body that is not encoded as it says is refused', async () => {
  const { send, url } = await answering(raw(answerOf('plain', { 'content-encoding': 'gzip' }), false));
  await expect(send(url)).rejects.toEqual(broken(502, /not encoded as it says/));
});

test('B-04 no encoding is asked for', async () => {
  const { send, url, server } = await answering(raw(answerOf('{}'), false));
  await send(url);
  expect(server.received[0]).toContain('accept-encoding: identity\r\n');
});

test('B-05 headers that never arrive end the call at read_timeout', async () => {
  const { send, url } = await answering(() => {});
  await expect(send(url, { client_config: { ...defaultClientConfig, read_timeout: 1 } })).rejects.toEqual(
    broken(500, /^Error communicating with remote model: no answer from 127\.0\.0\.1 within 1 s \(read_timeout\)$/),
  );
});

test('B-06 a body that pauses for longer than read_timeout ends the call', async () => {
  const { send, url } = await answering(raw('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{', false));
  await expect(send(url, { client_config: { ...defaultClientConfig, read_timeout: 1 } })).rejects.toEqual(
    broken(500, /paused for longer than 1 s \(read_timeout\)$/),
  );
});

test('B-08 headers over 16 KiB are refused', async () => {
  const { send, url } = await answering(raw(answerOf('{}', { 'x-large': 'a'.repeat(17_000) }), false));
  await expect(send(url)).rejects.toEqual(broken(502, /larger than 16 KiB$/));
});

test('B-08 more than 100 header lines are refused, 100 are not', async () => {
  const lines = (count: number) => Object.fromEntries(Array.from({ length: count - 1 }, (_, n) => [`x-${n}`, 'a']));
  const { send, url } = await answering((socket, { nth }) => socket.write(answerOf('{}', lines(nth === 0 ? 100 : 101))));
  expect((await send(url)).status).toBe(200);
  await soon();
  await expect(send(url)).rejects.toEqual(broken(502, /more than 100 header lines$/));
});

test.each([
  ['two lengths that differ', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
  ['the same length twice', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\n{}'],
  ['length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'],
  ['a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n{}'],
  ['a line that is no header', 'HTTP/1.1 200 OK\r\nno header\r\n\r\n{}'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.0\r\n'],
  ['a chunk size that is no number', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'],
])('B-09 %s is a broken answer', async (_what, text) => {
  const { send, url } = await answering(raw(text));
  await expect(send(url)).rejects.toEqual(broken(502, /^Error communicating with remote model: /));
});

test('B-10 a character that is split between chunks is one character', async () => {
  const bytes = Buffer.from('{"a":"é😀ü"}');
  const { send, url } = await answering((socket) => {
    socket.setNoDelay(true);
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length}\r\n\r\n`);
    let at = 0;
    const next = () => {
      socket.write(bytes.subarray(at, ++at));
      if (at < bytes.length) setTimeout(next, 2);
    };
    next();
  });
  expect((await send(url)).body).toBe('{"a":"é😀ü"}');
});

test.each([
  ['a byte order mark', Buffer.from('\ufeff{}'), '\ufeff{}'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), '{\ufffd}'],
  ['another charset', Buffer.from('é', 'latin1'), '\ufffd'],
])('B-11 %s does no harm', async (_what, bytes, text) => {
  const { send, url } = await answering(raw(answerOf(bytes, { 'content-type': 'application/json; charset=iso-8859-1' }), false));
  expect((await send(url)).body).toBe(text);
});

test('B-12 a success without a body is an empty answer', async () => {
  const { send, url } = await answering(raw(answerOf(''), false));
  const reply = await send(url);
  expect(() => assertAnswered(reply, 'PREDICT')).toThrow(
    expect.objectContaining({ status: 502, message: 'Remote service returned empty response body' }),
  );
});

test.each([301, 400, 404, 429, 500, 529])('B-13 status %i is the reply, not a failure of the transport', async (status) => {
  const { send, url } = await answering(raw(answerOf('{"error":"why"}', {}, status), false));
  const reply = await send(url);
  expect(reply).toMatchObject({ status, body: '{"error":"why"}' });
  expect(() => assertAnswered(reply, 'PREDICT')).toThrow(
    expect.objectContaining({ status, message: 'Error from remote service: {"error":"why"}' }),
  );
});

test.each([
  ['in the middle of a length', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"a"'],
  ['between chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n'],
])('B-17 an answer that ends %s is no success', async (_where, text) => {
  const { send, url } = await answering(raw(text));
  await expect(send(url)).rejects.toEqual(broken(502, /closed the connection before its answer was complete$/));
});

test('B-17 an error status that had arrived is kept when its body breaks off', async () => {
  const { send, url } = await answering(raw('HTTP/1.1 503 Busy\r\ncontent-length: 10\r\n\r\n{'));
  await expect(send(url)).rejects.toEqual(broken(503, /closed the connection/));
});

test('a connection that is closed without an answer is a failure of the transport', async () => {
  const { send, url } = await answering((socket) => socket.destroy());
  await expect(send(url)).rejects.toEqual(broken(500, /closed the connection without an answer$/));
});

test('B-18 nothing of a redirect says where it points', async () => {
  const { send, url } = await answering(
    raw(answerOf('{}', { location: 'http://10.0.0.1/', refresh: '0; url=http://10.0.0.1/' }, 307), false),
  );
  expect((await send(url)).headers).toEqual({ 'content-length': '2' });
});

test('L-08 a caller who leaves takes the call along', async () => {
  let closed = 0;
  const { send, url } = await answering((socket) => socket.once('close', () => closed++));
  const leaving = new AbortController();
  const sending = send(url, {}, leaving.signal);
  setTimeout(() => leaving.abort(new Error('left')), 50);
  await expect(sending).rejects.toThrow('left');
  await expect.poll(() => closed).toBe(1);
  await expect(send(url, {}, leaving.signal)).rejects.toThrow('left');
});
