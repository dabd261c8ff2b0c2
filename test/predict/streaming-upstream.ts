import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventStreamCodec } from '@smithy/core/event-streams';

export type Asked = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Settles when the client goes away before its answer is complete. */
  abandoned: Promise<void>;
};

export type StreamingUpstream = {
  /** `http://127.0.0.1:port` */
  url: string;
  /** What was asked, in order. */
  asked: Asked[];
  /** How the next calls are answered. */
  answer: (response: ServerResponse, asked: Asked) => void;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A service on this machine that streams as each test says. */
export async function streamingUpstream(): Promise<StreamingUpstream> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const asked = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        abandoned: new Promise<void>((resolve) => {
          response.once('close', () => {
            if (!response.writableFinished) resolve();
          });
        }),
      };
      upstream.asked.push(asked);
      upstream.answer(response, asked);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const upstream: StreamingUpstream = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: (response) => response.end(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return upstream;
}

/** The head of a stream of server-sent events. */
export const startSse = (response: ServerResponse): ServerResponse => response.writeHead(200, { 'content-type': 'text/event-stream' });

export const sse = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** A piece of a chat completion. */
export const delta = (content: string, finish_reason: string | null = null): string =>
  sse({ choices: [{ delta: { content }, finish_reason }] });

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

/** One event as AWS frames it. */
export const awsEvent = (name: string, data: object, type: 'event' | 'exception' = 'event'): Buffer => {
  const kind = type === 'event' ? ':event-type' : ':exception-type';
  const headers = Object.fromEntries(
    [
      [':message-type', type],
      [kind, name],
      [':content-type', 'application/json'],
    ].map(([key, value]) => [key, { type: 'string' as const, value: value ?? '' }]),
  );
  return Buffer.from(codec.encode({ headers, body: Buffer.from(JSON.stringify(data)) }));
};
