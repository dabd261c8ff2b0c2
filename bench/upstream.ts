// A service that answers at once: the other end of every benchmark. Prints its port. `/unsteady` refuses every second call, `/stream`
// answers with events.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aStream } from './a-stream.ts';

const answer = JSON.stringify({
  id: 'a',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Mostly fish.' } }],
  usage: { total_tokens: 19 },
});
let calls = 0;

function reply(response: ServerResponse, status: number, text: string, type = 'application/json') {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    if (request.url === '/unsteady' && calls++ % 2 === 0) reply(response, 503, '{"error":"busy"}');
    else if (request.url === '/stream') reply(response, 200, aStream, 'text/event-stream');
    else reply(response, 200, answer);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
