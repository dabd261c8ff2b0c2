import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Tool = Record<string, unknown>;
type Message = { id?: number; method: string; params?: Record<string, unknown> };

export type McpServer = {
  url: string;
  /** Every request, as `POST /mcp initialize`. */
  seen: string[];
  /** Headers of every request. */
  headers: IncomingMessage['headers'][];
  /** How the server behaves from now on; called without anything it is as at the start. */
  behave(behaviour?: Behaviour): void;
  /** Event streams that are still open. */
  streams(): number;
  [Symbol.asyncDispose](): Promise<void>;
};

type Behaviour = {
  tools?: Tool[];
  /** Tools on one page. */
  page?: number;
  /** Answers come as events where the transport allows it. */
  asEvents?: boolean;
  /** Where messages are posted, as the event stream says. */
  endpoint?: string;
  /** Takes the place of an answer. */
  answer?: (message: Message, request: IncomingMessage) => unknown;
  status?: number;
};

/** A server of MCP on this machine: `/mcp` streamable, `/sse` with `/messages` the older way. */
export async function mcpServer(): Promise<McpServer> {
  const seen: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const streams = new Set<ServerResponse>();
  let behaviour: Behaviour = {};

  const answerTo = (message: Message, request: IncomingMessage): unknown => {
    const own = behaviour.answer?.(message, request);
    if (own !== undefined) return own;
    const { tools = [], page = 100 } = behaviour;
    const from = Number(message.params?.cursor ?? 0);
    const results: Record<string, unknown> = {
      initialize: {
        protocolVersion: message.params?.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'test', version: '1' },
      },
      'tools/list': { tools: tools.slice(from, from + page), ...(from + page < tools.length && { nextCursor: String(from + page) }) },
    };
    return { jsonrpc: '2.0', id: message.id, result: results[message.method] };
  };

  const streamable = (message: Message, request: IncomingMessage, response: ServerResponse): void => {
    if (message.method !== 'initialize' && request.headers['mcp-session-id'] !== 'session-1') return void response.writeHead(404).end();
    if (message.id === undefined) return void response.writeHead(202).end();
    const answer = JSON.stringify(answerTo(message, request));
    const session = { 'mcp-session-id': 'session-1' };
    if (!behaviour.asEvents) return void response.writeHead(200, { 'content-type': 'application/json', ...session }).end(answer);
    response.writeHead(200, { 'content-type': 'text/event-stream', ...session });
    response.write(': hello\n\nevent: message\ndata: {"jsonrpc":"2.0","method":"notifications/message","params":{}}\n\n');
    response.end(`event: message\ndata: ${answer}\n\n`);
  };

  const openStream = (response: ServerResponse): void => {
    streams.add(response);
    response.on('close', () => streams.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`event: endpoint\ndata: ${behaviour.endpoint ?? '/messages?session=1'}\n\n`);
  };
  const posted = (message: Message, request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(202).end('Accepted');
    if (message.id === undefined) return;
    for (const stream of streams) stream.write(`event: message\ndata: ${JSON.stringify(answerTo(message, request))}\n\n`);
  };

  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '' } = request;
      const message: Message = text === '' ? { method: '' } : JSON.parse(text);
      seen.push(`${method} ${url} ${message.method}`.trim());
      headers.push(request.headers);
      if (behaviour.status !== undefined) return response.writeHead(behaviour.status).end('{"error":"no"}');
      if (method === 'GET' && url === '/sse') return openStream(response);
      if (method === 'DELETE') return response.writeHead(200).end();
      return url.startsWith('/messages') ? posted(message, request, response) : streamable(message, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    headers,
    behave(next = {}) {
      behaviour = next;
      seen.length = 0;
      headers.length = 0;
    },
    streams: () => streams.size,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
