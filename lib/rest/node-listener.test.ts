import { createServer, request as httpRequest, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import type { Handle } from './http.ts';
import { nodeListener } from './node-listener.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handle: Handle): Promise<number> {
  const server = createServer(nodeListener(handle));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const text = (status: number, body: string) => ({ status, headers: { 'content-type': 'text/plain' }, body });

/** A handler that reads up to 10 bytes and echoes them, or answers with the failure's status. */
const echo: Handle = async (request) => {
  try {
    return text(200, Buffer.from((await request.bytesUpTo?.(10)) ?? []).toString());
  } catch (thrown) {
    return text(isStudioError(thrown) ? thrown.status : 500, 'refused');
  }
};

/** Writes raw text to the port and reads what comes back until `until` is seen or the connection ends. */
function talk(port: number, sent: string, until?: RegExp): Promise<{ answer: string; closed: boolean }> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(sent));
    socket.on('data', (chunk) => {
      answer += chunk;
      if (until?.test(answer)) {
        resolve({ answer, closed: false });
        socket.destroy();
      }
    });
    socket.on('close', () => resolve({ answer, closed: true }));
    socket.on('error', () => resolve({ answer, closed: true }));
  });
}

test('method, target, headers and body arrive as sent', async () => {
  const seen: unknown[] = [];
  const port = await serve(async (request, from) => {
    seen.push(request.method, request.url, request.headers.get('X-Twice'), request.headers.has('absent'), from.peer);
    return text(200, Buffer.from((await request.bytesUpTo?.(100)) ?? []).toString('utf8'));
  });
  const answer = await new Promise<string>((resolve) => {
    const outgoing = httpRequest(
      { port, path: '/api/%2e%2e/x?a=1&a=2', method: 'POST', headers: { 'x-twice': ['a', 'b'] } },
      (incoming) => {
        incoming.setEncoding('utf8').on('data', resolve);
      },
    );
    outgoing.end('grüße');
  });
  expect(answer).toBe('grüße');
  expect(seen).toEqual(['POST', '/api/%2e%2e/x?a=1&a=2', 'a, b', false, '127.0.0.1']);
});

test('N-08 a declared length over the limit is refused unread, and the connection closed', async () => {
  const port = await serve(echo);
  const { answer, closed } = await talk(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer.toLowerCase()).toContain('connection: close');
  expect(closed).toBe(true);
});

test('N-08 an endless chunked body gets its answer after the limit, and the connection closed', async () => {
  const port = await serve(echo);
  const { answer, closed } = await talk(
    port,
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n01234567890123456789\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(closed).toBe(true);
});

test('a body within the limit keeps the connection', async () => {
  const port = await serve(echo);
  const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok';
  const { answer } = await talk(port, post + post, /ok[\s\S]*\r\n\r\nok/);
  expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
});

test('a client that leaves within its body is a bad request, not a failure of ours', async () => {
  const outcome = Promise.withResolvers<number>();
  const port = await serve(async (request, from) => {
    const answer = await echo(request, from);
    outcome.resolve(answer.status);
    return answer;
  });
  const socket = connect(port, '127.0.0.1', () =>
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf', () => socket.destroy()),
  );
  expect(await outcome.promise).toBe(400);
});

test('a client that has left before its body is asked for is a bad request too', async () => {
  const outcome = Promise.withResolvers<number>();
  const port = await serve(async (request, from) => {
    await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
    const answer = await echo(request, from);
    outcome.resolve(answer.status);
    return answer;
  });
  const socket = connect(port, '127.0.0.1', () =>
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf', () => socket.destroy()),
  );
  expect(await outcome.promise).toBe(400);
});

test('HEAD gets the headers and length of the body, without the body', async () => {
  const port = await serve(async () => text(200, 'four'));
  const { answer } = await talk(port, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(answer.toLowerCase()).toContain('content-length: 4');
  expect(answer).not.toContain('four');
});

test('a stream arrives piece by piece, and a client that leaves sets the signal', async () => {
  const left = Promise.withResolvers<void>();
  const port = await serve(async (request) => {
    request.signal.addEventListener('abort', () => left.resolve());
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: one\n\n')),
    });
    return { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
  });
  const { answer } = await talk(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', /data: one/);
  expect(answer).toContain('text/event-stream');
  await left.promise;
});

test('the signal stays quiet when the answer was complete', async () => {
  let signal: AbortSignal | undefined;
  const port = await serve(async (request) => {
    signal = request.signal;
    return text(200, 'done');
  });
  await talk(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(signal?.aborted).toBe(false);
});
