// node serve-batches.ts <folder> <patience>: serves the API over the database in that folder as `npm start` does, without pages. Prints its
// address; SIGTERM gives rows in flight so many milliseconds.
import { createServer } from 'node:http';
import module from 'node:module';
import type { AddressInfo } from 'node:net';

module.enableCompileCache('node_modules/.cache/node'); // as a start of the whole server does
const [, , folder = '', patience = '30000'] = process.argv;
process.env.STUDIO_DATA_DIR = folder;
process.env.LOG_LEVEL = 'silent';
const { resources } = await import('#lib/resources.ts');
const { nodeListener } = await import('#lib/rest/node-listener.ts');
const { studio } = await import('#lib/studio.ts');
const { watchBatches } = await import('#lib/watch-batches.ts');

const { config, log, close } = resources();
const { handle, ports } = studio();
await ports.identity.setUp.prepare(config.administrator);
const server = createServer(nodeListener(handle));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const finish = watchBatches(ports, log);
process.once('SIGTERM', async () => {
  server.close();
  server.closeIdleConnections();
  await finish(Number(patience));
  await close();
  process.exit(0);
});
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
