// Serves the API, without pages, over the data directory of the environment. Sends its port once the lists are ready.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resources } from '#lib/resources.ts';
import { nodeListener } from '#lib/rest/node-listener.ts';
import { studio } from '#lib/studio.ts';

const { config } = resources();
const { handle, ports } = studio();
await ports.identity.setUp.prepare(config.administrator);
const begin = performance.now();
await ports.lines.ready();
console.log(`Lists were ready ${Math.round(performance.now() - begin)} ms after the start.`);
const server = createServer(nodeListener(handle));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
