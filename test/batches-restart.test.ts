import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Batch, BatchRowPage } from '#lib/batches/batch.ts';
import { aConnector, anAction } from './a-connector.ts';
import { freshFolder } from './fresh-store.ts';
import { openSettings } from './served-studio.ts';

// A batch outlives the process that sends it. What was in flight is never sent again unasked: it may have been answered, and paid for.
const password = 'correct horse battery';
const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;

const patient = 120_000; // milliseconds: servers are started
const folder = path.join(freshFolder(), 'data');
let studio: { process: ChildProcess; url: string };
let service: Server;
let connector_id: string;
let received: string[];
/** Calls whose text says so are not answered for now. */
let isHeld: (text: string) => boolean;
let held: Map<string, () => void>;

beforeAll(async () => {
  service = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const text = JSON.parse(body).q as string;
    received.push(text);
    const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"completion":"yes"}');
    if (isHeld(text)) held.set(text, answer);
    else answer();
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  await start();
  await call('PUT', '/_cluster/settings', { persistent: openSettings });
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/x`;
  const connector = aConnector({ actions: [anAction({ url, request_body: '{"q":"${parameters.q}"}' })] });
  connector_id = (await call<{ connector_id: string }>('POST', '/_plugins/_ml/connectors/_create', connector)).connector_id;
}, patient);
afterAll(async () => {
  await end('SIGKILL');
  service.closeAllConnections();
  service.close();
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
}, patient);
beforeEach(() => {
  received = [];
  held = new Map();
  isHeld = () => false;
});

/** Rows in flight have a second at SIGTERM. */
async function start(): Promise<void> {
  const child = spawn(process.execPath, [path.resolve('test/programs/serve-batches.ts'), folder, '1000'], {
    env: { ...process.env, STUDIO_ADMIN_USERNAME: 'admin', STUDIO_ADMIN_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  studio = { process: child, url: String(line).trim() };
}

async function end(signal: NodeJS.Signals): Promise<number | null> {
  const { process: child } = studio;
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  const [code] = await once(child, 'exit');
  return code;
}

async function call<Answer>(method: string, target: string, body?: unknown): Promise<Answer> {
  const response = await fetch(studio.url + target, {
    method,
    headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  expect(response.ok, JSON.stringify(answer)).toBe(true);
  return answer as Answer;
}

async function create(name: string, count: number, concurrency: number): Promise<string> {
  const rows = Array.from({ length: count }, (_, at) => ({ text: `${name} ${at + 1}` }));
  const mapping = { parameters: { q: '{{text}}' } };
  const made = await call<Batch>('POST', '/api/studio/batches', { target: { connector_id }, rows, mapping, concurrency });
  return made.batch_id;
}

const until = (isSo: () => boolean | Promise<boolean>) => expect.poll(isSo, { timeout: patient / 3, interval: 20 }).toBe(true);
const show = (id: string) => call<Batch>('GET', `/api/studio/batches/${id}`);
const becomes = (id: string, state: Batch['state']) => until(async () => (await show(id)).state === state);
const timesReceived = (name: string) => {
  const texts = received.filter((text) => text.startsWith(`${name} `));
  return [...new Set(texts)].map((text) => texts.filter((other) => other === text).length);
};
const once12 = Array.from({ length: 12 }, () => 1);

test('V-08 after kill -9 rows in flight are unknown and not sent again, the others are sent once, and a stop stays one', {
  timeout: patient,
}, async () => {
  isHeld = (text) => /^(long [5-7]|stopped 1)$/.test(text);
  const [long, stopped] = [await create('long', 12, 3), await create('stopped', 4, 1)];
  await until(() => held.size === 4);
  expect(await call<Batch>('POST', `/api/studio/batches/${stopped}/_stop`)).toMatchObject({ state: 'stopping' });
  await end('SIGKILL');
  isHeld = () => false;
  await start();
  await becomes(long, 'finished');
  await becomes(stopped, 'stopped');
  expect((await show(long)).counts).toMatchObject({ answered: 9, unknown: 3, waiting: 0, running: 0 });
  expect((await show(stopped)).counts).toMatchObject({ unknown: 1, not_sent: 3 });
  expect([timesReceived('long'), timesReceived('stopped')]).toEqual([once12, [1]]);
  const { items } = await call<BatchRowPage>('GET', `/api/studio/batches/${long}/rows?outcome=unknown`);
  expect(items.map(({ values }) => values?.text)).toEqual(['long 5', 'long 6', 'long 7']);
  await call('POST', `/api/studio/batches/${long}/_retry`, { outcomes: ['unknown'] });
  await becomes(long, 'finished');
  expect((await show(long)).counts).toMatchObject({ answered: 12, unknown: 0 });
  expect(received.filter((text) => text.startsWith('long '))).toHaveLength(15);
});

test('D-14 at SIGTERM rows in flight come to their end or are given up, and the next start goes on with the rest', {
  timeout: patient,
}, async () => {
  isHeld = (text) => /^(slow [3-4]|hanging 1)$/.test(text);
  const [slow, hanging] = [await create('slow', 12, 2), await create('hanging', 3, 1)];
  await until(() => held.size === 3);
  const ending = end('SIGTERM');
  await until(async () => (await fetch(studio.url).catch(() => undefined)) === undefined); // it has begun to end
  held.get('slow 3')?.();
  held.get('slow 4')?.();
  expect(await ending).toBe(0);
  expect(received.filter((text) => text.startsWith('slow '))).toHaveLength(4);
  isHeld = () => false;
  await start();
  await becomes(slow, 'finished');
  await becomes(hanging, 'finished');
  expect((await show(slow)).counts).toMatchObject({ answered: 12, unknown: 0 });
  expect((await show(hanging)).counts).toMatchObject({ answered: 2, unknown: 1 });
  expect([timesReceived('slow'), timesReceived('hanging')]).toEqual([once12, [1, 1, 1]]);
});
