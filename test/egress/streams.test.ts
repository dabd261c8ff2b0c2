import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import type { OutgoingRequest, UpstreamStream } from '#lib/predict/ports.ts';
import { type LocalExecutor, localExecutor } from './local-executor.ts';
import { answerOf, type RawServer, rawServer } from './raw-server.ts';
import { requestTo } from './request-to.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open.splice(0).reverse()) await one.close();
});

const soon = () => new Promise((done) => setImmediate(done));
const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const last = '0\r\n\r\n';

async function server(answer: Parameters<typeof rawServer>[0]): Promise<RawServer> {
  const made = await rawServer(answer);
  open.push(made);
  return made;
}

function local(): LocalExecutor {
  const made = localExecutor();
  open.push(made.egress);
  return made;
}

const never = new AbortController().signal;

async function streamOf(
  { executor }: LocalExecutor,
  port: number,
  given: Partial<OutgoingRequest> = {},
  signal = never,
): Promise<UpstreamStream> {
  const answer = await executor.stream(requestTo(`http://127.0.0.1:${port}/`, given), { signal, format: 'sse' });
  if ('reply' in answer) throw new Error(`refused with ${answer.reply.status}`);
  return answer.stream;
}

const textOf = async ({ events }: UpstreamStream) => (await Array.fromAsync(events)).flat().map(({ data }) => data);

test('B-10 a character that is cut in two is one character', async () => {
  const bytes = Buffer.from('data: grüße\n\n');
  const { port } = await server(async (socket) => {
    socket.write(head);
    for (const byte of bytes) {
      socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]));
      await soon();
    }
    socket.write(last);
  });
  expect(await textOf(await streamOf(local(), port))).toEqual(['grüße']);
});

test('a refusal is read whole, compressed or not', async () => {
  const { port } = await server((socket) => socket.write(answerOf(gzipSync('{"no":1}'), { 'content-encoding': 'gzip' }, 400)));
  const answer = await local().executor.stream(requestTo(`http://127.0.0.1:${port}/`), { signal: never, format: 'sse' });
  expect(answer).toMatchObject({ reply: { status: 400, body: '{"no":1}' } });
});

test('B-03 a stream that is compressed is refused: nobody asked for that', async () => {
  const { port } = await server((socket) => socket.write(answerOf(gzipSync('data: a\n\n'), { 'content-encoding': 'gzip' })));
  await expect(streamOf(local(), port)).rejects.toMatchObject({ status: 502 });
});

describe('time', () => {
  const client_config = { ...defaultClientConfig, connection_timeout: 1, read_timeout: 20 };
  const paused = 'Error communicating with remote model: the answer of 127.0.0.1 paused for longer than 20 s (read_timeout)';

  /** Lets sockets do what is due, without the clock. */
  const turns = async () => {
    for (let turn = 0; turn < 20; turn++) await soon();
  };

  test('B-05 a service that pauses for longer than read_timeout ends the stream, one that says something does not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let say = (_text: string) => {};
    const { port } = await server((socket) => {
      say = (text) => void socket.write(chunk(text));
      socket.write(head + chunk('data: 0\n\n'));
    });
    const stream = await streamOf(local(), port, { client_config });
    const reading = textOf(stream);
    const outcome = expect(reading).rejects.toMatchObject({ status: 500, message: paused });
    for (let seconds = 0; seconds < 200; seconds += 15) {
      say(': still here\n\n');
      await turns();
      await vi.advanceTimersByTimeAsync(15_000);
    }
    await vi.advanceTimersByTimeAsync(6_000);
    await outcome;
  });

  test('B-16 a reader that pauses is no pause of the service', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const piece = chunk(`data: ${'x'.repeat(60_000)}\n\n`);
    const { port } = await server((socket) => socket.write(head + piece.repeat(40) + last));
    const stream = await streamOf(local(), port, { client_config });
    const events = stream.events[Symbol.asyncIterator]();
    await events.next();
    await turns();
    await vi.advanceTimersByTimeAsync(600_000);
    let count = 1;
    for (let next = await events.next(); !next.done; next = await events.next()) count += next.value.length;
    expect(count).toBeGreaterThan(30);
  });

  test('B-06 no stream is longer than 15 minutes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let say = () => {};
    const { port } = await server((socket) => {
      say = () => void socket.write(chunk('data: more\n\n'));
      socket.write(head);
      say();
    });
    const reading = textOf(await streamOf(local(), port, { client_config }));
    const outcome = expect(reading).rejects.toMatchObject({
      message: 'Error communicating with remote model: the answer of 127.0.0.1 took longer than 900 s in all',
    });
    for (let seconds = 0; seconds <= 900; seconds += 15) {
      say();
      await turns();
      await vi.advanceTimersByTimeAsync(15_000);
    }
    await outcome;
  });
});

describe('sockets and turns', () => {
  test('L-05 a stream keeps its turn until it has ended', async () => {
    const ends: (() => void)[] = [];
    const raw = await server((socket) => {
      socket.write(head + chunk('data: a\n\n'));
      ends.push(() => socket.write(last));
    });
    const executor = local();
    const client_config = { ...defaultClientConfig, max_connection: 1 };
    const first = await streamOf(executor, raw.port, { client_config });
    const second = streamOf(executor, raw.port, { client_config });
    const read = textOf(first);
    for (let turn = 0; turn < 50; turn++) await soon();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    expect(await read).toEqual(['a']);
    const reading = textOf(await second);
    await expect.poll(() => ends.length).toBe(2);
    ends[1]?.();
    expect(await reading).toEqual(['a']);
    expect(raw.received).toHaveLength(1); // one socket for both
  });

  test('a reader that has seen enough leaves the socket to the next one when the end is near', async () => {
    const raw = await server(async (socket) => {
      socket.write(head + chunk('data: a\n\n'));
      await soon();
      socket.write(chunk('data: [DONE]\n\n') + last);
    });
    const executor = local();
    const client_config = { ...defaultClientConfig, max_connection: 1 }; // so the next one waits for the end of this one
    for (let n = 0; n < 3; n++) for await (const _events of (await streamOf(executor, raw.port, { client_config })).events) break;
    expect(raw.received).toHaveLength(1);
  });

  test('L-08 a reader that leaves a stream without end closes its socket, and gives its turn back', async () => {
    let closed = 0;
    const raw = await server((socket) => {
      socket.on('close', () => {
        closed += 1;
      });
      const more = () => {
        while (socket.write(chunk(`data: ${'x'.repeat(1000)}\n\n`)) && !socket.destroyed);
      };
      socket.on('drain', more);
      socket.write(head);
      more();
    });
    const executor = local();
    const client_config = { ...defaultClientConfig, max_connection: 1 };
    for (let n = 1; n <= 2; n++) {
      for await (const _events of (await streamOf(executor, raw.port, { client_config })).events) break;
      await expect.poll(() => closed).toBe(n);
    }
  });

  test('L-08 the signal closes the socket whenever it comes', async () => {
    const raw = await server((socket) => socket.write(head + chunk('data: a\n\n')));
    const executor = local();
    const leaving = new AbortController();
    const stream = await streamOf(executor, raw.port, {}, leaving.signal);
    const reading = textOf(stream);
    leaving.abort(new Error('left'));
    await expect(reading).rejects.toThrow('left');
    const early = new AbortController();
    early.abort(new Error('never came'));
    await expect(streamOf(executor, raw.port, {}, early.signal)).rejects.toThrow('never came');
    expect(raw.received.join('').match(/POST/g)).toHaveLength(1);
  });
});
