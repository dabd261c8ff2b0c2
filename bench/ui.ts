// npm run bench:ui: how fast pages come and answer, on the production build in Chromium at a quarter of the processor, 10 Mbit/s and
// 40 ms: load times of every route, typing in the template editor with a body of 20 kB, the preview of one of 100 kB. Prints Markdown.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumPath } from '../e2e/browser.ts';
import { call, headers, login, openUp } from './a-model.ts';
import { forgetInteractions, interactionToNextPaint, type LoadTimes, loadTimes, throttle, watchTimes } from './page-speed.ts';
import { previewWork } from './preview-speed.ts';
import { head, number, row } from './print.ts';
import { type Running, startStudio } from './processes.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const keys = Number(process.env.BENCH_KEYS ?? 100);
const listGoal = { lcp: 1200, blocking: 400, shift: 0.02 };
const editorGoal = { ...listGoal, lcp: 1800 };

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const inSeconds = (milliseconds: number) => `${number(milliseconds / 1000, 2)} s`;
const inMilliseconds = (milliseconds: number) => `${number(milliseconds)} ms`;
const verdict = (isMet: boolean) => (isMet ? 'pass' : 'FAIL');

/** A body of about so many bytes, with a placeholder in every third line. */
function bodyOf(bytes: number): string {
  const lines: string[] = [];
  for (let size = 0; size < bytes; size += lines.at(-1)?.length ?? 0) {
    const line = lines.length;
    lines.push(
      `  "field_${line}": ${line % 3 === 0 ? '"${parameters.model} and ${parameters.q}"' : '"a text of ordinary length, as bodies have"'}`,
    );
  }
  return `{\n${lines.join(',\n')}\n}`;
}

async function aConnector(studio: Running, name: string, request_body: string): Promise<string> {
  const { connector_id } = await call(studio, 'POST', '/_plugins/_ml/connectors/_create', {
    name,
    version: '1',
    protocol: 'http',
    parameters: { model: 'm-1', q: 'hello' },
    credential: { key: 'a-credential-that-is-stored' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'http://127.0.0.1:9/v1',
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body,
      },
    ],
  });
  return connector_id;
}

/** A page with nothing in its cache, signed in unless said otherwise. */
async function freshPage(browser: Browser, studio: Running, isSignedIn = true): Promise<Page> {
  const context = await browser.newContext({ baseURL: studio.origin, viewport: { width: 1280, height: 800 } });
  if (isSignedIn) {
    const request = { headers: { origin: studio.origin, 'osd-xsrf': 'true' }, data: login };
    const answer = await context.request.post('/api/studio/session', request);
    if (!answer.ok()) throw new Error(`the sign-in answered ${answer.status()}`);
  }
  const page = await context.newPage();
  await watchTimes(page);
  return page;
}

async function compareLoads(browser: Browser, studio: Running, connector: string) {
  const routes = [
    ...['/sign-in', '/connectors', '/blueprints', '/models', '/settings'].map((route) => ({ route, goal: listGoal })),
    ...['/connectors/new?blueprint=openai-chat', `/connectors/${connector}?tab=edit`, '/playground'].map((route) => ({
      route,
      goal: editorGoal,
    })),
  ];
  head('Load times', ['route', 'LCP', 'goal', 'blocking', 'goal', 'shift', 'goal', 'verdict']);
  for (const { route, goal } of routes) {
    const found: LoadTimes[] = [];
    for (let round = 0; round < rounds; round++) {
      const page = await freshPage(browser, studio, route !== '/sign-in');
      await throttle(page);
      found.push(await loadTimes(page, route));
      await page.context().close();
    }
    const [lcp, blocking, shift] = (['lcp', 'blocking', 'shift'] as const).map((what) => median(found.map((one) => one[what]))) as [
      number,
      number,
      number,
    ];
    const isMet = lcp <= goal.lcp && blocking <= goal.blocking && shift <= goal.shift;
    const shown = route.replace(connector, '{id}');
    const cells = [inSeconds(lcp), inSeconds(goal.lcp), inMilliseconds(blocking), inMilliseconds(goal.blocking)];
    row([shown, ...cells, number(shift, 3), number(goal.shift, 2), verdict(isMet)]);
  }
}

/** Opens the editor of a connector and puts the cursor into its body. */
async function openBody(browser: Browser, studio: Running, connector: string, cpu: number): Promise<Page> {
  const page = await freshPage(browser, studio);
  const session = await throttle(page, { cpu: 1 });
  await page.goto(`/connectors/${connector}?tab=edit`, { waitUntil: 'networkidle' });
  const body = page.getByRole('textbox', { name: 'Request body', exact: true });
  await body.click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  return page;
}

async function typeInto(browser: Browser, studio: Running, connector: string): Promise<number> {
  const page = await openBody(browser, studio, connector, 4);
  await page.keyboard.type('warm ', { delay: 100 });
  await page.waitForTimeout(2000);
  await forgetInteractions(page);
  // Twelve keys a second, with a pause after every word, in which preview and checks come in between.
  const word = 'template ';
  for (let typed = 0; typed < keys; typed += word.length) {
    await page.keyboard.type(word, { delay: 80 });
    await page.waitForTimeout(300);
  }
  await page.waitForTimeout(1000);
  const inp = await interactionToNextPaint(page, keys);
  await page.context().close();
  return inp;
}

async function compareAnswers(browser: Browser, studio: Running, [small, large]: [string, string]) {
  head('Answers', ['what', 'measured', 'goal', 'verdict']);
  const inp = median(await inRounds(() => typeInto(browser, studio, small)));
  row([`INP of typing, body of 20 kB, 4×`, inMilliseconds(inp), inMilliseconds(100), verdict(inp <= 100)]);
  for (const [cpu, goal] of [
    [1, 50],
    [4, undefined],
  ] as const) {
    const work = median(
      await inRounds(async () => {
        const page = await openBody(browser, studio, large, cpu);
        const found = await previewWork(page);
        await page.context().close();
        return found;
      }),
    );
    const words = `preview of 100 kB after its wait of 150 ms${cpu > 1 ? `, ${cpu}×` : ''}`;
    row([words, inMilliseconds(work), goal ? inMilliseconds(goal) : '', goal ? verdict(work <= goal) : '']);
  }
}

async function inRounds(measure: () => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) found.push(await measure());
  return found;
}

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'studio-bench-ui-'));
const studio = await startStudio(login, directory);
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: ['--no-sandbox'] });
try {
  await openUp(studio);
  const small = await aConnector(studio, 'bench 20 kB', bodyOf(20_000));
  const large = await aConnector(studio, 'bench 100 kB', bodyOf(100_000));
  for (let index = 0; index < 40; index++) await aConnector(studio, `bench ${index}`, '{}');
  await fetch(`${studio.origin}/connectors`, { headers: { ...headers, accept: 'text/html' } }); // the first page of a process waits for modules
  console.log(
    `## ${new Date().toISOString().slice(0, 10)}, ${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} cores, Node ${process.versions.node}`,
  );
  const only = process.argv[2];
  if (only !== 'answers') await compareLoads(browser, studio, small);
  if (only !== 'loads') await compareAnswers(browser, studio, [small, large]);
} finally {
  await browser.close();
  studio.stop();
}
