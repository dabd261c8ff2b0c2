import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StreamingUpstream = {
  /** `127.0.0.1:port`. */
  host: string;
  /** Bodies of the calls so far. */
  received: string[];
  /** Comes true once the caller of the last stream has hung up. */
  hungUp(): boolean;
  stop(): void;
};

/** A chat service that says one word after the other and never comes to an end. */
export function startStreamingUpstream(): Promise<StreamingUpstream> {
  const received: string[] = [];
  let hasHungUp = false;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(body);
    hasHungUp = false;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let count = 0;
    const say = () => {
      count += 1;
      const data = { choices: [{ index: 0, delta: { content: `word${count} ` }, finish_reason: null }] };
      response.write(`data: ${JSON.stringify(data)}\n\n`);
    };
    const timer = setInterval(say, 50);
    response.on('close', () => {
      clearInterval(timer);
      hasHungUp = !response.writableFinished;
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const stop = () => server.closeAllConnections() ?? server.close();
      resolve({ host: `127.0.0.1:${port}`, received, hungUp: () => hasHungUp, stop });
    });
  });
}
