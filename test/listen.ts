import { createServer, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Handle } from '#lib/rest/http.ts';
import { nodeListener } from '#lib/rest/node-listener.ts';

export type Answered = { status: number; headers: IncomingHttpHeaders; text: string; body: unknown };
export type Call = (method: string, target: string, body?: unknown, headers?: Record<string, string | undefined>) => Promise<Answered>;

export type Listening = { port: number; call: Call; [Symbol.asyncDispose](): Promise<void> };

/** Serves `handle` over Node's own HTTP server on a free port of this machine. */
export async function listen(handle: Handle): Promise<Listening> {
  const server = createServer(nodeListener(handle));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  return {
    port,
    call: caller(port),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As node:http sends it: the path is not tidied, and any header may be set. A body that is no text goes out as JSON. */
const caller =
  (port: number): Call =>
  async (method, target, body, headers = {}) => {
    const text = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const standard = { authorization: 'Basic admin', ...(text !== undefined && { 'content-type': 'application/json' }) };
    const sent = Object.entries({ ...standard, ...headers }).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const incoming = await exchange({ port, host: '127.0.0.1', method, path: target, headers: Object.fromEntries(sent) }, text);
    const answer = Buffer.concat(await Array.fromAsync(incoming)).toString('utf8');
    const isJson = answer !== '' && incoming.headers['content-type']?.startsWith('application/json');
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, text: answer, body: isJson ? JSON.parse(answer) : answer };
  };

const exchange = (options: RequestOptions, body: string | Uint8Array | undefined) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(options, resolve);
    outgoing.on('error', reject);
    if (body !== undefined) outgoing.setHeader('content-length', Buffer.byteLength(body));
    outgoing.end(body);
  });
