import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
export type Reply = { status?: number; headers?: Record<string, string>; body?: unknown; delay_ms?: number };

export type Upstream = {
  /** `127.0.0.1:port` */
  host: string;
  url: string;
  received: Received[];
  /** What comes next, in order; without any, the request is echoed. */
  answer(...replies: Reply[]): void;
  /** What was received since the last call. */
  take(): Received[];
  /** Calls that their client gave up before they were answered. */
  abandoned(): number;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A service on this machine that remembers what it was asked. */
export async function recordingUpstream(): Promise<Upstream> {
  const received: Received[] = [];
  const queue: Reply[] = [];
  let abandoned = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers, body });
      response.once('close', () => {
        if (!response.writableFinished) abandoned += 1;
      });
      const { status = 200, headers: own = {}, body: answer = { echo: body }, delay_ms = 0 } = queue.shift() ?? {};
      setTimeout(() => {
        response.writeHead(status, { 'content-type': 'application/json', ...own });
        response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
      }, delay_ms);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    received,
    answer: (...replies) => void queue.push(...replies),
    take: () => received.splice(0),
    abandoned: () => abandoned,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
