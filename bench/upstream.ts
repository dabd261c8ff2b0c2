// A service that answers at once: the other end of every benchmark. Prints its port. `/unsteady` refuses every second call, `/stream`
// answers with events.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const answer = JSON.stringify({
  id: 'a',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Mostly fish.' } }],
  usage: { total_tokens: 19 },
});
export const eventsOfAStream = 200;
const piece = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const stream = `${piece('word ').repeat(eventsOfAStream - 1)}data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`;

let calls = 0;

function reply(response: ServerResponse, status: number, text: string, type = 'application/json') {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

if (process.send) {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      if (request.url === '/unsteady' && calls++ % 2 === 0) reply(response, 503, '{"error":"busy"}');
      else if (request.url === '/stream') reply(response, 200, stream, 'text/event-stream');
      else reply(response, 200, answer);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}
