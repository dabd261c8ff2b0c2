import '#server-only';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createServer, type IncomingMessage, Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resources } from '#lib/resources.ts';
import { nodeListener } from '#lib/rest/node-listener.ts';
import { readOrigins } from '#lib/rest/origins.ts';
import { documentPolicy, pageHeaders } from '#lib/rest/security-headers.ts';
import { isStartError, StartError } from '#lib/start-error.ts';
import { studio } from '#lib/studio.ts';
import { watchBatches } from '#lib/watch-batches.ts';
import { watchJobs } from '#lib/watch-jobs.ts';
import { watchRuns } from '#lib/watch-runs.ts';

const dev = process.argv.includes('--dev');
Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production' }); // before Next and React are loaded

const loopback = ['127.0.0.1', '::1', 'localhost'];

try {
  await start();
} catch (thrown) {
  process.stderr.write(`The studio cannot start: ${isStartError(thrown) ? thrown.message : (thrown as Error).stack}\n`);
  process.exit(1);
}

async function start() {
  const { config, log, store, life } = resources();
  assertDevIsPrivate(config.host);
  const { handle, ports } = studio();
  await store.prisma.$connect(); // asserts what D-01 wants of this connection too

  const setupToken = await ports.identity.setUp.prepare(config.administrator);

  const server = createServer({ keepAliveTimeout: 5_000, headersTimeout: 15_000, requestTimeout: 60_000, maxHeaderSize: 16_384 });
  const next = await loadNext(server, config);
  server.on('request', dispatcher(server, nodeListener(handle), next.getRequestHandler()));
  await listen(server, config);
  life.listening = { host: config.host, port: (server.address() as AddressInfo).port }; // on TCP, so no path
  const stopJobs = watchJobs(ports, log);
  const stopTidying = watchRuns(ports, log);
  const stopBatches = watchBatches(ports, log);
  endWell(server, stopBatches, async () => {
    await stopTidying();
    await stopJobs(); // while there are sockets: what is given up is no failure of a service
    await next.close();
  });
  announce(addressOf(server, config.host), setupToken);
  ports.lines.ready().catch((error) => life.isStopping || log.error({ event: 'lists.not_ready', error }));
}

/** What `next dev` serves, sources and an open door for code among it, is for this machine only (threats.md N-09). */
function assertDevIsPrivate(host: string) {
  if (dev && !loopback.includes(host)) throw new StartError(`HOST: development serves this machine only, not ${host}.`);
}

async function loadNext(server: Server, { host, port }: { host: string; port: number }) {
  if (!dev) process.env.__NEXT_PRIVATE_STANDALONE_CONFIG ??= readBuildConfig(); // so that the traced copy starts without a build tool
  const { default: next } = await import('next');
  // Where Next listens for upgrades: in production a server that gets none.
  const app = next({ dev, hostname: host, port, httpServer: dev ? server : new Server() });
  await app.prepare();
  return app;
}

function readBuildConfig(): string {
  try {
    return JSON.stringify(JSON.parse(fs.readFileSync('.next/required-server-files.json', 'utf8')).config);
  } catch (thrown) {
    throw new StartError('There is no build here: run npm start, or npm run build.', { cause: thrown });
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }) {
  return new Promise<void>((resolve, reject) => {
    const refuse = ({ code }: NodeJS.ErrnoException) =>
      reject(
        new StartError(
          code === 'EADDRINUSE' ? `PORT: ${port} is in use on ${host}.` : `HOST: cannot listen on ${host}, port ${port} (${code}).`,
        ),
      );
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo; // listening on TCP, so no path
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Where the studio is, and while nobody can sign in, the one link that lets its holder set it up (threats.md A-06). */
function announce(address: string, setupToken: string | undefined) {
  const { config, log } = resources();
  const at = config.origins?.[0] ?? address;
  log.info({ event: 'startup' }, `The studio is at ${at}`);
  if (setupToken) log.info({ event: 'setup' }, `Set it up with this link, once: ${at}/setup?token=${setupToken}`);
  const open = config.origins?.find((origin) => origin.startsWith('http:') && !readOrigins(undefined).isKnownHost(new URL(origin).host));
  if (open) log.warn({ event: 'startup' }, `${open} is plain http: whoever is on the way can read passwords and sessions`);
  if (!config.origins && !loopback.includes(config.host)) {
    log.warn({ event: 'startup' }, 'STUDIO_ORIGINS is not set: under any name but localhost the studio answers 421');
  }
  log.flush();
}

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/** API paths are answered from the table, before Next; in dev Next answers them too, so that there is one module graph that reloads. */
function dispatcher(server: Server, api: Listener, page: Listener): Listener {
  const { config, log, life } = resources();
  const origins = readOrigins(config.origins);
  const headers = Object.entries(pageHeaders(origins.isSecure));

  const showPage: Listener = async (incoming, outgoing) => {
    if (!origins.isKnownHost(incoming.headers.host ?? null)) {
      outgoing.writeHead(421, { 'content-type': 'text/plain; charset=UTF-8' }).end('This host is not one of STUDIO_ORIGINS');
      return;
    }
    for (const [name, value] of headers) outgoing.setHeader(name, value);
    await page(withPolicy(incoming, outgoing), outgoing);
  };
  const answer: Listener = async (incoming, outgoing) => {
    if (!/^\/(?!\/)[^\\]*$/.test(incoming.url ?? '')) {
      outgoing.writeHead(400, { connection: 'close' }).end(); // Next would redirect `//host`, `/\\host` and `http://host`
    } else if (!dev) await (isApi(incoming) ? api : showPage)(incoming, outgoing);
    else {
      if (isInfo(incoming)) incoming.url = '/api/info';
      await (isApi(incoming) ? page : showPage)(incoming, outgoing);
    }
  };
  return async (incoming, outgoing) => {
    outgoing.once('close', () => life.isStopping && setImmediate(() => server.closeIdleConnections()));
    try {
      await answer(incoming, outgoing);
    } catch (error) {
      log.error({ event: 'failure', error });
      if (!outgoing.headersSent) outgoing.writeHead(500, { connection: 'close' });
      outgoing.end();
    }
  };
}

/** OpenSearch's info document, for whoever does not ask for a page; a soft navigation of ours asks for `rsc`. */
const isInfo = ({ url = '', headers }: IncomingMessage) => /^\/(\?|$)/.test(url) && !headers.rsc && !headers.accept?.includes('text/html');
const isApi = (incoming: IncomingMessage) => /^\/(_plugins|_cluster|api)([/?]|$)/.test(incoming.url ?? '') || isInfo(incoming);

/** Headers by which Next talks to itself: nobody outside may (threats.md N-10). */
const internal = /^(x-middleware-|x-invoke-|next-resume$|x-nextjs-data$|x-matched-path$|x-nonce$|x-path$|x-peer$|content-security-policy)/;

function withPolicy(incoming: IncomingMessage, outgoing: ServerResponse): IncomingMessage {
  for (const name of Object.keys(incoming.headers)) if (internal.test(name)) delete incoming.headers[name];
  const nonce = randomBytes(16).toString('base64');
  const policy = documentPolicy(nonce, { dev });
  incoming.headers['content-security-policy'] = policy; // where Next looks for the nonce
  incoming.headers['x-nonce'] = nonce; // where the layout does
  incoming.headers['x-peer'] = incoming.socket.remoteAddress ?? ''; // who a proxy in front of the studio says it is counts by it
  incoming.headers['x-path'] = incoming.url; // where to go on after signing in: a layout is not told its path
  outgoing.setHeader('content-security-policy', policy);
  return incoming;
}

/**
 * SIGTERM drains and exits 0; a second one exits at once. A failure nobody foresaw drains too, and exits 1 (threats.md D-14, E-06).
 * @param finish ends other work that calls services, beside the requests
 */
function endWell(server: Server, finish: (patience: number) => Promise<void>, closeOthers: () => Promise<void>) {
  const { log, life, close } = resources();
  const stop = async (code: number, patience: number) => {
    if (life.isStopping) process.exit(1);
    life.isStopping = true;
    log.info({ event: 'shutdown' });
    setTimeout(() => server.closeAllConnections(), patience).unref();
    const drained = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await Promise.all([drained, finish(patience)]);
    await closeOthers();
    await close();
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0, 30_000));
  for (const failure of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(failure, (error) => {
      log.fatal({ event: 'failure', error });
      void stop(1, 10_000);
    });
  }
}
