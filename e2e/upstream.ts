import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { method: string; path: string; headers: Record<string, string | string[] | undefined>; body: string };

export type Upstream = {
  /** `127.0.0.1:port`. */
  host: string;
  received: Received[];
  /** Answers to the next requests, in order; without any it answers `{"answer":"hello"}`. */
  answers: { status: number; body: unknown; headers?: Record<string, string> }[];
  stop(): void;
};

/** A real service on this machine that keeps what it received. */
export function startUpstream(): Promise<Upstream> {
  const received: Received[] = [];
  const answers: Upstream['answers'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    const { status, body: answer, headers } = answers.shift() ?? { status: 200, body: { answer: 'hello' } };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({ host: `127.0.0.1:${port}`, received, answers, stop: () => server.closeAllConnections() ?? server.close() });
    });
  });
}
