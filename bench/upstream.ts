// A service that answers at once: the other end of every benchmark. Prints its port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const answer = JSON.stringify({
  id: 'a',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Mostly fish.' } }],
  usage: { total_tokens: 19 },
});

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
