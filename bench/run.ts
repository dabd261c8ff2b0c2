// npm run bench: our prediction beside the least that one can be, in the same run, in alternating rounds; then search and get with
// 10,000 connectors stored. Prints Markdown tables.
import os from 'node:os';
import { applyLoad, type Load, type Request } from './load.ts';
import { cpuMicroseconds, type Running, startScript, startStudio } from './processes.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const stored = Number(process.env.BENCH_CONNECTORS ?? 10_000);

const login = { username: 'admin', password: 'a password for benchmarks' };
const authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
const headers = { authorization, 'content-type': 'application/json' };

async function call(studio: Running, method: string, path: string, body?: unknown) {
  const response = await fetch(`${studio.origin}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

const connector = (port: string, name: string) => ({
  name,
  version: '1',
  protocol: 'http',
  parameters: { endpoint: `127.0.0.1:${port}`, model: 'gpt-6-luna' },
  credential: { key: 'a-credential-that-is-stored' },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'http://${parameters.endpoint}/v1/chat/completions',
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{ "model": "${parameters.model}", "messages": [{ "role": "user", "content": "${parameters.prompt}" }] }',
    },
  ],
});

async function prepare(studio: Running, port: string): Promise<string> {
  await call(studio, 'PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': ['^http://127\\.0\\.0\\.1:[0-9]+/.*$'],
    },
  });
  const { connector_id } = await call(studio, 'POST', '/_plugins/_ml/connectors/_create', connector(port, 'bench'));
  const registered = await call(studio, 'POST', '/_plugins/_ml/models/_register?deploy=true', {
    name: 'bench',
    function_name: 'remote',
    connector_id,
  });
  return registered.model_id;
}

const number = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const row = (cells: string[]) => console.log(`| ${cells.join(' | ')} |`);

async function measured(target: Running, request: Request): Promise<Load & { cpu: number }> {
  const before = cpuMicroseconds(target);
  const load = await applyLoad(target.origin, request, { seconds });
  return { ...load, cpu: (cpuMicroseconds(target) - before) / (load.requests_per_second * seconds) };
}

const input = JSON.stringify({ parameters: { prompt: 'What did people on the island eat in the winter of the year 1400?' } });

async function comparePredictions(studio: Running, proxy: Running, model: string) {
  const bare: Request = { method: 'POST', path: '/', headers: { 'content-type': 'application/json' }, body: input };
  const ours: Request = { method: 'POST', path: `/_plugins/_ml/models/${model}/_predict`, headers, body: input };
  // As long as it takes until the compiler has nothing left to improve: with more code that is later.
  await applyLoad(proxy.origin, bare, { seconds: 8 });
  await applyLoad(studio.origin, ours, { seconds: 15 });
  console.log('\n### Prediction beside a bare proxy\n');
  row([
    'round',
    'proxy requests/s',
    'studio requests/s',
    'ratio',
    'proxy p50 / p99 ms',
    'studio p50 / p99 ms',
    'proxy CPU µs',
    'studio CPU µs',
    'errors',
  ]);
  row(Array.from({ length: 9 }, () => '---'));
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const first = await measured(proxy, bare);
    const second = await measured(studio, ours);
    const ratio = second.requests_per_second / first.requests_per_second;
    ratios.push(ratio);
    row([
      String(round),
      number(first.requests_per_second),
      number(second.requests_per_second),
      number(ratio, 2),
      `${number(first.p50, 2)} / ${number(first.p99, 2)}`,
      `${number(second.p50, 2)} / ${number(second.p99, 2)}`,
      number(first.cpu),
      number(second.cpu),
      String(first.errors + second.errors),
    ]);
  }
  console.log(`\nMedian ratio: ${number(median(ratios), 2)} (goal: 0.45).`);
}

async function fill(studio: Running, port: string) {
  let next = 0;
  const worker = async () => {
    while (next < stored) await call(studio, 'POST', '/_plugins/_ml/connectors/_create', connector(port, `Connector number ${next++}`));
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function measureReads(studio: Running) {
  const { items } = await call(studio, 'GET', '/api/studio/connectors?size=1');
  const search = (body: unknown): Request => ({
    method: 'POST',
    path: '/_plugins/_ml/connectors/_search',
    headers,
    body: JSON.stringify(body),
  });
  const requests: [string, Request][] = [
    ['get one connector', { method: 'GET', path: `/_plugins/_ml/connectors/${items[0].connector_id}`, headers }],
    ['search: a word in the name, sorted', search({ query: { match: { name: 'number' } }, sort: [{ 'name.keyword': 'asc' }], size: 20 })],
    [
      'search: filter on protocol, newest first',
      search({ query: { term: { protocol: 'http' } }, sort: [{ created_time: 'desc' }], size: 20 }),
    ],
    ['list of the connectors page', { method: 'GET', path: '/api/studio/connectors?size=20', headers }],
    ['list, searched', { method: 'GET', path: '/api/studio/connectors?size=20&q=number%20777', headers }],
  ];
  console.log(`\n### Reads with ${number(stored)} connectors stored, 4 connections\n`);
  row(['request', 'requests/s', 'p50 ms', 'p99 ms', 'errors']);
  row(Array.from({ length: 5 }, () => '---'));
  for (const [name, request] of requests) {
    const load = await applyLoad(studio.origin, request, { seconds, connections: 4 });
    row([name, number(load.requests_per_second), number(load.p50, 1), number(load.p99, 1), String(load.errors)]);
  }
}

const upstream = await startScript('upstream.ts');
const port = new URL(upstream.origin).port;
const proxy = await startScript('proxy.ts', port);
const studio = await startStudio(login);
try {
  console.log(
    `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.version}, ${os.platform()} ${os.release()}`,
  );
  await comparePredictions(studio, proxy, await prepare(studio, port));
  await fill(studio, port);
  await measureReads(studio);
} finally {
  for (const process of [studio, proxy, upstream]) process.stop();
}
