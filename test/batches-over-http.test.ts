import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { Batch, BatchPage, BatchRowPage } from '#lib/batches/batch-schema.ts';
import { tidyBatches } from '#lib/batches/forget-batches.ts';
import { aConnector, anAction } from './a-connector.ts';
import { aCaller } from './serve.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

// Many rows, each a prediction of its own, run by the server.
const admin = aCaller('admin');
const ana: Caller = aCaller('ana', 'ml_full_access', ['search']);
const bo: Caller = aCaller('bo', 'ml_full_access', ['search']);
const cy: Caller = aCaller('cy', 'ml_read_access', ['other']);

let studio: ServedStudio;
let service: Server;
let host: string;
/** Bodies in the order in which they came. */
let received: string[];
let inFlight: number;
let mostInFlight: number;
let answerTo: (body: string) => { status?: number; body?: unknown } | Promise<{ status?: number; body?: unknown }>;

beforeAll(async () => {
  studio = await serveStudio(openSettings);
  for (const { id, username, role, backend_roles } of [admin, ana, bo, cy]) {
    const row = { id, username, role, backend_roles: JSON.stringify(backend_roles), password: 'x', created_at: 0n };
    await studio.store.prisma.user.create({ data: row });
  }
  service = createServer(async (request, response) => {
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(body);
    const { status = 200, body: answer = { completion: `said ${body}`, usage: { input_tokens: 2 } } } = await answerTo(body);
    inFlight -= 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(async () => {
  service.closeAllConnections();
  service.close();
  await studio[Symbol.asyncDispose]();
});
beforeEach(() => {
  received = [];
  inFlight = 0;
  mostInFlight = 0;
  answerTo = () => ({});
});

async function connector(change: Record<string, unknown> = {}, owner = ana): Promise<string> {
  const action = anAction({ url: `http://${host}/x`, request_body: '{"q":"${parameters.q}","n":${parameters.n:-0}}', ...change });
  const { body } = await studio.call('POST', '/_plugins/_ml/connectors/_create', aConnector({ name: 'Local chat', actions: [action] }), {
    as: owner,
  });
  return body.connector_id;
}

type Wish = Record<string, unknown> & { rows?: unknown };
const rowsOf = (count: number) => Array.from({ length: count }, (_, at) => ({ text: `row ${at + 1}` }));
const mapping = { parameters: { q: '{{text}}' } };
const post = async (wish: Wish, as = ana, headers: Record<string, string> = {}) =>
  studio.call('POST', '/api/studio/batches', { mapping, rows: rowsOf(3), ...wish }, { as, headers });
async function create(wish: Wish, as = ana): Promise<Batch> {
  const { status, body, text } = await post({ target: { connector_id: await connector() }, ...wish }, as);
  expect(status, text).toBe(201);
  return Batch.parse(body);
}
const show = async (id: string, as = ana) => Batch.parse((await studio.call('GET', `/api/studio/batches/${id}`, undefined, { as })).body);
const rows = async (id: string, query = '', as = ana) =>
  BatchRowPage.parse((await studio.call('GET', `/api/studio/batches/${id}/rows${query}`, undefined, { as })).body);
const tell = (id: string, verb: string, body?: unknown, as = ana) => studio.call('POST', `/api/studio/batches/${id}/${verb}`, body, { as });

async function until(id: string, isSo: (batch: Batch) => boolean, as = ana): Promise<Batch> {
  await expect.poll(async () => isSo(await show(id, as)), { timeout: 15_000, interval: 10 }).toBe(true);
  return show(id, as);
}
const done = (id: string) => until(id, ({ state }) => state === 'finished' || state === 'stopped');

describe('a batch', () => {
  test('sends each row as a prediction, and keeps a run of each', async () => {
    const four = Promise.withResolvers<void>();
    answerTo = () => {
      if (inFlight === 4) four.resolve();
      return four.promise.then(() => ({}));
    };
    const made = await create({ rows: rowsOf(25), concurrency: 4 });
    expect(made).toMatchObject({ state: 'running', total: 25, user: 'ana', columns: ['text'], target_name: 'Local chat', mode: 'send' });
    const batch = await done(made.batch_id);
    const counts = { answered: 25, waiting: 0, failed: 0, unknown: 0 };
    expect(batch).toMatchObject({ state: 'finished', counts, service_model: 'embed-english-v3.0' });
    expect(received.map((body) => JSON.parse(body).q).sort()).toEqual(
      rowsOf(25)
        .map(({ text }) => text)
        .sort(),
    );
    expect(mostInFlight).toBe(4);
    const { items } = await rows(made.batch_id);
    expect(items[3]).toMatchObject({
      row: 4,
      outcome: 'answered',
      values: { text: 'row 4' },
      answer: 'said {"q":"row 4","n":0}',
      status: 200,
      attempts: 1,
    });
    const run = await studio.call('GET', `/api/studio/runs/${items[3]?.run_id}`, undefined, { as: ana });
    expect(run.body).toMatchObject({ outcome: 'answered', input: { parameters: { q: 'row 4' } }, target: made.target, user: 'ana' });
  });

  test('keeps JSON where the body wants JSON, text where it wants text, and the spelling of numbers', async () => {
    const target = { connector_id: await connector() };
    const list = '[{"id":1.50,"text":"a \\"b\\"","n":12345678901234567890},{"id":2,"text":"","n":"[1, 2]"},{"id":3}]';
    const filled = { q: '{{id}}: {{text}}', n: '{{n}}' };
    const body = `{"target":${JSON.stringify(target)},"mapping":${JSON.stringify({ parameters: filled })},"rows":${list}}`;
    const made = Batch.parse((await studio.call('POST', '/api/studio/batches', body, { as: ana })).body);
    await done(made.batch_id);
    expect(received.sort()).toEqual(['{"q":"1.50: a \\"b\\"","n":12345678901234567890}', '{"q":"2: ","n":[1,2]}', '{"q":"3: ","n":0}']);
    const { text } = await studio.call('GET', `/api/studio/batches/${made.batch_id}/rows`, undefined, { as: ana });
    expect(text).toContain('"n":12345678901234567890');
  });

  test('sends documents to an embedding, and a query with documents to a reranker', async () => {
    const target = {
      connector_id: await connector({
        request_body: '{"texts":${parameters.texts}}',
        pre_process_function: 'connector.pre_process.cohere.embedding',
      }),
    };
    const made = await create({
      target,
      mapping: { text_docs: ['{{text}}'] },
      rows: [{ text: 'one "two"' }, { text: ['three', 'four'] }],
      concurrency: 1,
    });
    await done(made.batch_id);
    expect(received).toEqual(['{"texts":["one \\"two\\""]}', '{"texts":["three","four"]}']);
  });

  test('goes on without those that fail, and says of each why', async () => {
    answerTo = (body) => (body.includes('row 2') ? { status: 418, body: { message: 'no tea' } } : {});
    const made = await create({});
    expect((await done(made.batch_id)).counts).toMatchObject({ answered: 2, failed: 1 });
    const { items } = await rows(made.batch_id, '?outcome=failed');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ row: 2, outcome: 'failed', status: 418, failed_step: 'send', error: { type: 'status_exception' } });
    expect(items[0]?.error?.reason).toContain('no tea');
  });

  test('lists its rows a page at a time', async () => {
    const made = await create({ rows: rowsOf(5) });
    await done(made.batch_id);
    const first = await rows(made.batch_id, '?size=3');
    expect(first.items.map(({ row }) => row)).toEqual([1, 2, 3]);
    const second = await rows(made.batch_id, `?size=3&cursor=${first.next_cursor}`);
    expect([second.items.map(({ row }) => row), second.next_cursor]).toEqual([[4, 5], null]);
    expect((await studio.call('GET', `/api/studio/batches/${made.batch_id}/rows?cursor=x`)).status).toBe(400);
    expect((await studio.call('GET', `/api/studio/batches/${made.batch_id}/rows?outcome=lost`)).status).toBe(400);
  });

  test('runs on the mock without a call', async () => {
    const made = await create({ mode: 'mock' });
    expect((await done(made.batch_id)).counts.answered).toBe(3);
    expect(received).toEqual([]);
  });
});

describe('stop and retry', () => {
  test('a stop lets what is in flight end, and leaves the rest unsent until somebody asks for it', async () => {
    const gate = Promise.withResolvers<void>();
    answerTo = () => gate.promise.then(() => ({}));
    const made = await create({ rows: rowsOf(6), concurrency: 2 });
    await until(made.batch_id, ({ counts }) => counts.running === 2);
    expect((await tell(made.batch_id, '_stop')).body).toMatchObject({ state: 'stopping', counts: { running: 2, waiting: 4 } });
    expect((await tell(made.batch_id, '_retry', {})).status).toBe(409);
    gate.resolve();
    expect(await done(made.batch_id)).toMatchObject({ state: 'stopped', counts: { answered: 2, not_sent: 4, waiting: 0 } });
    expect(received).toHaveLength(2);
    expect((await tell(made.batch_id, '_retry', {})).status).toBe(400); // nothing has failed
    expect((await tell(made.batch_id, '_retry', { outcomes: ['not_sent'] })).body).toMatchObject({ state: 'running' });
    expect(await done(made.batch_id)).toMatchObject({ state: 'finished', counts: { answered: 6 } });
    expect(received).toHaveLength(6);
  });

  test('V-08 a retry sends the rows that it names and no others', async () => {
    answerTo = () => ({ status: 500, body: {} });
    const made = await create({ concurrency: 1 });
    await done(made.batch_id);
    await studio.store.prisma.batchRow.updateMany({ where: { batch_id: made.batch_id, row: 1 }, data: { outcome: 'unknown' } });
    answerTo = () => ({});
    received = [];
    await tell(made.batch_id, '_retry', {});
    expect((await done(made.batch_id)).counts).toMatchObject({ answered: 2, unknown: 1 });
    expect(received).toHaveLength(2);
    await tell(made.batch_id, '_retry', { outcomes: ['unknown'] });
    expect((await done(made.batch_id)).counts).toMatchObject({ answered: 3, unknown: 0 });
    expect((await rows(made.batch_id)).items.map(({ attempts }) => attempts)).toEqual([2, 2, 2]);
  });
});

describe('who may', () => {
  test('M-11 its maker and an administrator see it, nobody else knows that it is there', async () => {
    const made = await create({});
    await done(made.batch_id);
    for (const rest of ['', '/rows', '/_export']) {
      expect((await studio.call('GET', `/api/studio/batches/${made.batch_id}${rest}`, undefined, { as: bo })).status).toBe(404);
      expect((await studio.call('GET', `/api/studio/batches/${made.batch_id}${rest}`, undefined, { as: cy })).status).toBe(403);
      expect((await studio.call('GET', `/api/studio/batches/${made.batch_id}${rest}`, undefined, { as: admin })).status).toBe(200);
    }
    for (const verb of ['_stop', '_retry']) expect((await tell(made.batch_id, verb, {}, bo)).status).toBe(404);
    const list = async (as: Caller) =>
      BatchPage.parse((await studio.call('GET', '/api/studio/batches', undefined, { as })).body).items.map(({ batch_id }) => batch_id);
    expect(await list(ana)).toContain(made.batch_id);
    expect(await list(bo)).not.toContain(made.batch_id);
    expect((await list(admin))[0]).toBe(made.batch_id);
    expect((await post({ target: made.target }, cy)).status).toBe(403);
  });

  test.each([
    ['was disabled', { state: 'disabled' }, 'may not sign in any more'],
    ['may only read now', { role: 'ml_read_access' }, 'no permissions for [predict.send]'],
  ])('A-11 a batch of somebody who %s stops before its next row', async (_, change, reason) => {
    const gate = Promise.withResolvers<void>();
    answerTo = () => gate.promise.then(() => ({}));
    const made = await create({ concurrency: 1 });
    await until(made.batch_id, ({ counts }) => counts.running === 1);
    await studio.store.prisma.user.update({ where: { id: ana.id }, data: change });
    gate.resolve();
    const batch = await done(made.batch_id);
    await studio.store.prisma.user.update({ where: { id: ana.id }, data: { state: 'active', role: ana.role } });
    expect(batch).toMatchObject({ state: 'stopped', counts: { answered: 1, not_sent: 2 } });
    expect(batch.reason).toContain(reason);
    expect(received).toHaveLength(1);
  });

  test('A-07 a batch is allowed no more than the token that made it', async () => {
    const reader: Caller = { ...admin, role: 'ml_full_access' }; // an administrator with a token of scope full
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector_access_control_enabled': true } });
    const own = await connector({}, bo);
    expect((await post({ target: { connector_id: own } }, reader)).status).toBe(403);
    const made = await post({ target: { connector_id: own }, mode: 'mock' }, admin);
    expect(made.status).toBe(201);
    await until(made.body.batch_id, ({ state }) => state === 'finished', admin);
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector_access_control_enabled': null } });
  });
});

describe('a request for a batch', () => {
  test('V-06 with the same key and body makes one, however often it comes', async () => {
    const target = { connector_id: await connector() };
    const key = { 'idempotency-key': 'one-click' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => post({ target }, ana, key)));
    expect(new Set(answers.map(({ body }) => body.batch_id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await post({ target, rows: rowsOf(2) }, ana, key)).status).toBe(422);
    expect((await post({ target }, bo, key)).status).toBe(201); // keys are everybody's own
    await done(answers[0]?.body.batch_id);
    expect(received.length).toBeLessThanOrEqual(6);
  });

  test.each([
    ['no rows', { rows: [] }, 'rows'],
    ['too many rows', { rows: rowsOf(1_001) }, 'rows'],
    ['a row that is no object', { rows: [{ text: 'x' }, 'y'] }, 'rows.1'],
    ['a value that no row has', { mapping: { parameters: { q: '{{prompt}}' } } }, 'mapping'],
    ['nothing mapped', { mapping: {} }, 'mapping'],
    ['too much at once', { concurrency: 11 }, 'concurrency'],
    ['a draft', { target: { connector: {} } }, 'target'],
    ['an action that there is not', { action_type: 'EXECUTE' }, 'action_type'],
    ['a first row that makes no input', { mapping: { text_docs: ['{{text}}'] }, rows: [{ text: '' }] }, 'rows.0'],
  ])('with %s is refused, naming the field', async (_, wish, field) => {
    const { status, body } = await post({ target: { connector_id: await connector() }, ...wish });
    expect([status, body.error.fields?.[0]?.path]).toEqual([400, field]);
  });

  test('for a target that is not there is told so', async () => {
    expect((await post({ target: { connector_id: 'nothing' } })).status).toBe(404);
    expect((await post({ target: { model_id: 'nothing' } })).status).toBe(404);
  });
});

describe('what is kept', () => {
  test('C-15 what looks like a secret is masked wherever rows are shown', async () => {
    const secret = `sk-${'a1B2'.repeat(12)}`;
    const made = await create({ rows: [{ text: `key ${secret}`, api_key: secret }] });
    await done(made.batch_id);
    expect(received[0]).toContain(secret); // it is what was to be sent
    for (const rest of ['/rows', '/_export', '/_export?format=csv']) {
      const { text } = await studio.call('GET', `/api/studio/batches/${made.batch_id}${rest}`, undefined, { as: ana });
      expect(text).not.toContain(secret);
      expect(text).toContain('********');
    }
    const stored = await studio.store.prisma.batchRow.findFirstOrThrow({ where: { batch_id: made.batch_id } });
    expect(stored.cells).not.toContain(secret);
  });

  test('an export holds every row with its answer, and a spreadsheet finds no formula in it', async () => {
    answerTo = (body) => (body.includes('fail') ? { status: 500, body: {} } : { body: { completion: '=cmd|calc!A1' } });
    const made = await create({
      rows: [
        { text: '=1+1', n: -0.5 },
        { text: 'fail', n: 2 },
      ],
      columns: ['n', 'text'],
    });
    await done(made.batch_id);
    const file = async (query: string) =>
      studio.call('GET', `/api/studio/batches/${made.batch_id}/_export${query}`, undefined, { as: ana });
    const csv = await file('?format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=UTF-8');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="batch-\d+\.csv"$/);
    const [head, first, second] = csv.text.split('\r\n');
    expect(head).toBe('row,n,text,outcome,answer,answer_cut,status,error,duration_ms,input_tokens,output_tokens,total_tokens,run_id');
    expect(first).toMatch(/^1,-0\.5,"'=1\+1",answered,"'=cmd\|calc!A1",,200,,\d+,,,,[\w-]{20}$/);
    expect(second).toMatch(/^2,2,fail,failed,,,500,/);
    const lines = (await file('?outcome=answered')).text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      row: 1,
      outcome: 'answered',
      values: { text: '=1+1', n: -0.5 },
      response: { inference_results: expect.anything() },
    });
    expect((await file('?format=xls')).status).toBe(400);
  });

  test('goes as the settings say: values and answers first, then the batch', async () => {
    const made = await create({ rows: rowsOf(2) });
    await done(made.batch_id);
    const day = 86_400_000;
    const tidy = (days: number) => tidyBatches({ ...studio.ports, now: () => Date.now() + days * day });
    await tidy(8);
    const { items } = await rows(made.batch_id);
    expect(items.map(({ values, answer }) => [values, answer])).toEqual([
      [null, undefined],
      [null, undefined],
    ]);
    await studio.store.prisma.batchRow.updateMany({ where: { batch_id: made.batch_id }, data: { outcome: 'failed' } });
    expect((await tell(made.batch_id, '_retry', {})).status).toBe(400);
    await tidy(31);
    expect((await studio.call('GET', `/api/studio/batches/${made.batch_id}`)).status).toBe(404);
    expect(await studio.store.prisma.batchRow.count({ where: { batch_id: made.batch_id } })).toBe(0);
  });

  test('goes with the runs when an administrator forgets them, but for what is still being sent', async () => {
    const over = await create({ rows: rowsOf(1) });
    await done(over.batch_id);
    const gate = Promise.withResolvers<void>();
    answerTo = () => gate.promise.then(() => ({}));
    const open = await create({ rows: rowsOf(2), concurrency: 1 });
    expect((await studio.call('DELETE', '/api/studio/runs')).body).toEqual({ acknowledged: true });
    expect((await studio.call('GET', `/api/studio/batches/${over.batch_id}`)).status).toBe(404);
    gate.resolve();
    expect((await done(open.batch_id)).counts).toMatchObject({ answered: 2 });
  });

  test('is nothing where no bodies are kept but how rows ended, and none is made where no runs are', async () => {
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'studio.history.keep_bodies': 0 } });
    const made = await create({ rows: rowsOf(1) });
    expect(await done(made.batch_id)).toMatchObject({ bodies: 'not_kept', counts: { answered: 1 } });
    expect((await rows(made.batch_id)).items[0]).toMatchObject({ outcome: 'answered', values: null });
    const stored = await studio.store.prisma.batchRow.findFirstOrThrow({ where: { batch_id: made.batch_id } });
    expect([stored.cells, stored.answer]).toEqual([null, null]);
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'studio.history.keep_runs': 0 } });
    expect((await post({ target: made.target })).status).toBe(400);
    await studio.call('PUT', '/_cluster/settings', {
      persistent: { 'studio.history.keep_runs': null, 'studio.history.keep_bodies': null },
    });
  });

  test('L-07 a batch waits where the limit of its maker would refuse', async () => {
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'studio.rate_limit.per_minute': 60 } });
    const made = await create({ rows: rowsOf(62), concurrency: 10 });
    const batch = await done(made.batch_id);
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'studio.rate_limit.per_minute': null } });
    expect(batch).toMatchObject({ state: 'finished', counts: { answered: 62, failed: 0 } });
    expect(received).toHaveLength(62);
  });
});
