// npm run bench:reads -- 10000 100000: searches and lists with that many connectors stored. Prints Markdown tables.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { call, headers, login } from './a-model.ts';
import { applyLoad, type Request } from './load.ts';
import { head, number, row } from './print.ts';
import { seed } from './seed.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const counts = process.argv.slice(2).map(Number);

const search = (body: object): Request => ({
  method: 'POST',
  path: '/_plugins/_ml/connectors/_search',
  headers,
  body: JSON.stringify(body),
});
const list = (query: string): Request => ({ method: 'GET', path: `/api/studio/connectors?size=20${query}`, headers });
const palette = (q: string): Request => ({ method: 'GET', path: `/api/studio/search?q=${q}`, headers });
const byName = [{ 'name.keyword': 'asc' }];

const requests: [what: string, request: Request][] = [
  ['search: everything', search({})],
  [
    'search: filter on protocol, newest first',
    search({ query: { term: { protocol: 'http' } }, sort: [{ created_time: 'desc' }], size: 20 }),
  ],
  [
    'search: filter on protocol, by name, all counted',
    search({ query: { term: { protocol: 'aws_sigv4' } }, sort: byName, size: 20, track_total_hits: true }),
  ],
  [
    'search: range of times, by name',
    search({ query: { range: { created_time: { gte: 1_764_000_100_000, lt: 1_764_005_000_000 } } }, sort: byName, size: 20 }),
  ],
  ['search: a word that all names have, by name', search({ query: { match: { name: 'number' } }, sort: byName, size: 20 })],
  ['search: a word of every seventh name, by name', search({ query: { match: { name: 'billing' } }, sort: byName, size: 20 })],
  ['search: a rare word, by score', search({ query: { match: { name: '777' } }, size: 20 })],
  ['search: a word of every seventh name, by score', search({ query: { match: { name: 'billing' } }, size: 20 })],
  ['search: page 400, by name', search({ query: { term: { protocol: 'http' } }, sort: byName, size: 20, from: 8_000 })],
  ['search: a parameter', search({ query: { term: { 'parameters.model': 'llama' } }, sort: byName, size: 20 })],
  ['search: terms of providers counted', search({ size: 0, aggs: { protocols: { terms: { field: 'protocol' } } } })],
  ['list: first page', list('')],
  ['list: by name', list('&sort=name')],
  ['list: filtered by provider and state, by name', list('&provider=openai,cohere&state=blocked&sort=name')],
  ['list: last page by name', list('&sort=name&page=100000')],
  ['list: by last run', list('&sort=last_run&dir=desc')],
  ['list: searched, few found', list('&q=number%20777')],
  ['list: searched, all found', list('&q=number&sort=name')],
  ['palette: few found', palette('number%20777')],
  ['palette: all found', palette('number')],
  ['palette: nothing found', palette('nothing-is-called-so')],
];

async function start(directory: string) {
  const child = fork(path.join(import.meta.dirname, 'api.ts'), [], {
    env: {
      ...process.env,
      STUDIO_DATA_DIR: directory,
      STUDIO_ADMIN_USERNAME: login.username,
      STUDIO_ADMIN_PASSWORD: login.password,
      LOG_LEVEL: 'error',
    },
  });
  const port = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the server ended early')));
  });
  return { child, origin: `http://127.0.0.1:${port}`, stop: () => void child.kill('SIGTERM') };
}

async function measure(count: number) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'studio-bench-'));
  try {
    await seed(directory, count);
    const running = await start(directory);
    const { origin } = running;
    const { items } = await call(running, 'GET', '/api/studio/connectors?size=1');
    const one: Request = { method: 'GET', path: `/_plugins/_ml/connectors/${items[0].connector_id}`, headers };
    const columns = ['request', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'one alone, p50 ms', 'errors'];
    head(`Reads with ${number(count)} connectors stored, 4 connections`, columns);
    for (const [what, request] of [['get one connector', one] as const, ...requests]) {
      const alone = await applyLoad(origin, request, { seconds: seconds / 3, connections: 1 });
      const load = await applyLoad(origin, request, { seconds, connections: 4 });
      row([
        what,
        number(load.requests_per_second),
        number(load.p50, 1),
        number(load.p95, 1),
        number(load.p99, 1),
        number(alone.p50, 1),
        String(load.errors + alone.errors),
      ]);
    }
    running.stop();
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

console.log(`${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}`);
for (const count of counts.length > 0 ? counts : [10_000]) await measure(count);
