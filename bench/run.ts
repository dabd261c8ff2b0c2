// npm run bench: our prediction beside the least that one can be, in the same run, in alternating rounds; then predictions that do more:
// scripts, a retry, a stream. BENCH_CONNECTORS others are stored. Prints Markdown tables.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { aModel, call, headers, login, openUp } from './a-model.ts';
import { eventsOfAStream } from './a-stream.ts';
import { applyLoad, type Load, type Request } from './load.ts';
import { head, number, row } from './print.ts';
import { cpuMicroseconds, type Running, startScript, startStudio } from './processes.ts';
import { seed } from './seed.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const stored = Number(process.env.BENCH_CONNECTORS ?? 10_000);

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const input = JSON.stringify({ parameters: { prompt: 'What did people on the island eat in the winter of the year 1400?' } });
const requestOf = (model: string, route = '_predict'): Request => ({
  method: 'POST',
  path: `/_plugins/_ml/models/${model}/${route}`,
  headers,
  body: input,
});

async function measured(target: Running, request: Request): Promise<Load & { cpu: number }> {
  const before = cpuMicroseconds(target);
  const load = await applyLoad(target.origin, request, { seconds });
  return { ...load, cpu: (cpuMicroseconds(target) - before) / (load.requests_per_second * seconds) };
}

const times = ({ p50, p99 }: Load) => `${number(p50, 2)} / ${number(p99, 2)}`;

async function comparePredictions(studio: Running, proxy: Running, ours: Request) {
  const bare: Request = { method: 'POST', path: '/', headers: { 'content-type': 'application/json' }, body: input };
  // As long as it takes until the compiler has nothing left to improve: with more code that is later.
  await applyLoad(proxy.origin, bare, { seconds: 8 });
  await applyLoad(studio.origin, ours, { seconds: 15 });
  const columns = ['requests/s', 'p50 / p99 ms', 'CPU µs'].flatMap((what) => [`proxy ${what}`, `studio ${what}`]);
  head('Prediction beside a bare proxy', ['round', 'ratio', ...columns, 'errors']);
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const first = await measured(proxy, bare);
    const second = await measured(studio, ours);
    const ratio = second.requests_per_second / first.requests_per_second;
    ratios.push(ratio);
    const cells = [
      [first, second].map(({ requests_per_second }) => number(requests_per_second)),
      [first, second].map(times),
      [first, second].map(({ cpu }) => number(cpu)),
    ];
    row([String(round), number(ratio, 2), ...cells.flat(), String(first.errors + second.errors)]);
  }
  console.log(`\nMedian ratio: ${number(median(ratios), 2)} (goal: 0.45).`);
}

const pre =
  'StringBuilder text = new StringBuilder(params.prompt); text.append("?"); return "{\\"parameters\\": {\\"prompt\\": \\"" + text + "\\"}}";';
const post =
  'def choice = params.choices[0].message.content; return "{\\"name\\": \\"response\\", \\"dataAsMap\\": {\\"answer\\": \\"" + choice + "\\"}}";';

async function measureCases(studio: Running, port: string, plain: Request) {
  const cases: [what: string, request: Request, events?: number][] = [
    ['plain', plain],
    [
      'scripts before and after',
      requestOf(await aModel(studio, port, { action: { pre_process_function: pre, post_process_function: post } })),
    ],
    [
      'every second attempt refused',
      requestOf(await aModel(studio, port, { path: '/unsteady', client_config: { max_retry_times: 10, retry_backoff_millis: 1 } })),
    ],
    [
      `stream of ${eventsOfAStream} events`,
      requestOf(
        await aModel(studio, port, { path: '/stream', parameters: { _llm_interface: 'openai/v1/chat/completions' } }),
        '_predict/stream',
      ),
      eventsOfAStream,
    ],
  ];
  head('Predictions that do more', ['case', 'requests/s', 'p50 / p99 ms', 'CPU µs', 'events/s', 'errors']);
  for (const [what, request, events] of cases) {
    await applyLoad(studio.origin, request, { seconds: 3 });
    const load = await measured(studio, request);
    const perSecond = events === undefined ? '' : number(load.requests_per_second * events);
    row([what, number(load.requests_per_second), times(load), number(load.cpu), perSecond, String(load.errors)]);
  }
}

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'studio-bench-'));
await seed(directory, stored);
const upstream = await startScript('upstream.ts');
const port = new URL(upstream.origin).port;
const proxy = await startScript('proxy.ts', port);
const studio = await startStudio(login, directory);
try {
  const machine = `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, ${os.platform()} ${os.release()}`;
  console.log(`${machine}, Node ${process.version}, ${number(stored)} connectors stored`);
  await call(studio, 'GET', '/api/studio/connectors?size=1'); // once the lists are filled, nothing else is under way
  await openUp(studio);
  const plain = requestOf(await aModel(studio, port));
  await comparePredictions(studio, proxy, plain);
  await measureCases(studio, port, plain);
} finally {
  for (const process of [studio, proxy, upstream]) process.stop();
}
