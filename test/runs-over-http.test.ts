import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { Run, RunPage, RunStats } from '#lib/runs/run-schema.ts';
import { aConnector, anAction } from './a-connector.ts';
import { type RawServer, rawServer } from './egress/raw-server.ts';
import { aCaller } from './serve.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

// What is kept of predictions, who sees it, and for how long.
const secret = 'canary-7f3a9c51-credential';
const ana: Caller = aCaller('ana', 'ml_full_access', ['search']);
const bo: Caller = aCaller('bo', 'ml_full_access', ['search']);
const cy: Caller = aCaller('cy', 'ml_read_access', ['other']);

let studio: ServedStudio;
let service: RawServer;
let reply: { status: number; body: string };
const good = { status: 200, body: '{"id":1.50,"usage":{"input_tokens":11,"output_tokens":3,"total_tokens":14}}' };

beforeAll(async () => {
  studio = await serveStudio({ ...openSettings, 'plugins.ml_commons.connector_access_control_enabled': true });
  service = await rawServer((socket) => {
    const { status, body } = reply;
    const head = `HTTP/1.1 ${status} x\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    socket.write(head + body);
  });
  reply = good;
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await service.close();
});

const body = { parameters: { q: 'the first line\nand another' } };
const draftOf = (change: Record<string, unknown> = {}, action: Record<string, unknown> = {}) =>
  aConnector({
    name: 'Local chat',
    credential: { cohere_key: secret },
    actions: [anAction({ url: `http://127.0.0.1:${service.port}/x`, request_body: '{"q":"${parameters.q}"}', ...action })],
    ...change,
  });

async function stored(owner: Caller, change: Record<string, unknown> = {}, action: Record<string, unknown> = {}, query = '') {
  const { body: made } = await studio.call('POST', `/_plugins/_ml/connectors/_create${query}`, draftOf(change, action), { as: owner });
  const connector_id = made.connector_id as string;
  const model = { name: 'a model', function_name: 'remote', connector_id };
  const { body: registered } = await studio.call('POST', '/_plugins/_ml/models/_register', model, { as: owner });
  return { connector_id, model_id: registered.model_id as string };
}
const tryOut = async (as: Caller, target: unknown, rest: Record<string, unknown> = {}) =>
  (await studio.call('POST', '/api/studio/predictions', { target, mode: 'send', body, ...rest }, { as })).body;
const runs = async (as: Caller, query = '') => {
  const answer = await studio.call('GET', `/api/studio/runs${query}`, undefined, { as });
  return RunPage.parse(answer.body);
};
const runOf = (as: Caller, id: string) => studio.call('GET', `/api/studio/runs/${id}`, undefined, { as });
const setDays = (persistent: Record<string, number | null>) => studio.call('PUT', '/_cluster/settings', { persistent });

describe("the studio's own predictions", () => {
  test('leave a run at once, with everything that it takes to look at it and to send it again', async () => {
    const { connector_id } = await stored(ana);
    const answer = await tryOut(ana, { connector_id }, { action_type: 'predict', algorithm: 'remote' });
    expect(answer.outcome).toBe('answered');
    const shown = await runOf(ana, answer.run_id);
    const run = Run.parse(shown.body);
    expect(run).toMatchObject({
      run_id: answer.run_id,
      via: 'studio',
      mode: 'send',
      connector_id,
      connector_name: 'Local chat',
      action: 'PREDICT',
      outcome: 'answered',
      status: 200,
      user: 'ana',
      shared: false,
      summary: 'the first line',
      target: { connector_id },
      action_type: 'predict',
      algorithm: 'remote',
      stream: false,
      bodies: 'kept',
      input: body,
      response: answer.response,
      cut: [],
      can: { share: true },
    });
    expect(run.finished_at - run.started_at).toBe(run.duration_ms);
    expect((run.trace as typeof answer.trace).steps.map(({ name }: { name: string }) => name)).toEqual(
      answer.trace.steps.map(({ name }: { name: string }) => name),
    );
    expect((await runs(ana, '?size=1')).items[0]?.run_id).toBe(answer.run_id);
    const { target, action_type, algorithm, input } = shown.body;
    const again = await tryOut(ana, target, { action_type, algorithm, body: input });
    expect(again.response).toEqual(answer.response);
  });

  test('keep the spelling of numbers', async () => {
    const { connector_id } = await stored(ana);
    const text = `{"target":{"connector_id":"${connector_id}"},"mode":"mock","body":{"parameters":{"q":1.50,"big":12345678901234567890}}}`;
    const { body: answer } = await studio.call('POST', '/api/studio/predictions', text, { as: ana });
    expect((await runOf(ana, answer.run_id)).text).toContain('"input":{"parameters":{"q":1.50,"big":12345678901234567890}}');
  });

  test('of a preview leave none', async () => {
    const { connector_id } = await stored(ana);
    const before = (await runs(ana, '?size=1')).items[0]?.run_id;
    const answer = await tryOut(ana, { connector_id }, { mode: 'dry_run', keep: false });
    expect(answer).not.toHaveProperty('run_id');
    expect((await runs(ana, '?size=1')).items[0]?.run_id).toBe(before);
  });

  test('that fail keep the step and the reason', async () => {
    const { connector_id } = await stored(ana);
    reply = { status: 503, body: '{"error":"busy"}' };
    const answer = await tryOut(ana, { connector_id });
    reply = good;
    const { body: run } = await runOf(ana, answer.run_id);
    expect(run).toMatchObject({ outcome: 'failed', failed_step: 'send', status: 503, error_type: 'status_exception' });
    expect(run.response).toEqual(answer.response);
  });

  test("tell the service's tokens by the paths of the blueprint", async () => {
    const target = { connector: { ...draftOf(), blueprint_id: 'openai-responses' } };
    const answer = await tryOut(ana, target);
    expect(answer.usage).toEqual({ input: 11, output: 3, total: 14 });
    const [row] = (await runs(ana, '?size=1')).items;
    expect(row).toMatchObject({ run_id: answer.run_id, usage: answer.usage, is_draft: true, connector_id: null });
  });

  test('of an answer that cannot be used are counted too: it was paid for', async () => {
    const action = { post_process_function: 'connector.post_process.cohere.embedding' };
    const answer = await tryOut(ana, { connector: { ...draftOf({}, action), blueprint_id: 'openai-responses' } });
    expect([answer.outcome, answer.usage]).toEqual(['failed', { input: 11, output: 3, total: 14 }]);
  });

  test('tell the model of the service that was asked for, the one of the call before the one of the connector', async () => {
    const { connector_id } = await stored(ana, { parameters: { model: 'small' } });
    const answer = await tryOut(ana, { connector_id }, { body: { parameters: { q: 'x', model: 'large' } } });
    expect(answer.service_model).toBe('large');
    expect((await runs(ana, '?size=1')).items[0]?.service_model).toBe('large');
    const { body: stats } = await studio.call('GET', `/api/studio/runs/_stats?connector_id=${connector_id}`);
    expect(stats.connectors[0]).toMatchObject({ connector_id, service_model: 'small' });
  });

  test('larger than what is kept are kept in part, and say so', async () => {
    const { connector_id } = await stored(ana);
    const large = { parameters: { q: 'é'.repeat(100_000), after: 1 } };
    const answer = await tryOut(ana, { connector_id }, { mode: 'dry_run', body: large });
    const { body: run, text } = await runOf(ana, answer.run_id);
    expect(run.cut).toEqual(['input', 'trace']);
    expect(Buffer.byteLength(JSON.stringify(run.input))).toBeLessThan(65 * 1024);
    expect(run.input.parameters.q).toMatch(/^é{30000,}$/);
    expect(Buffer.byteLength(text)).toBeLessThan(1_300_000);
  });

  test('C-01, C-15, C-17 hold no secret: neither a credential nor what looks like a key', async () => {
    const key = 'sk-abcdefghijklmnopqrstuvwx';
    reply = { status: 200, body: JSON.stringify({ echo: secret, other: key }) };
    const target = {
      connector: draftOf(
        { parameters: { api_key: 'hunter2-hunter2' } },
        { url: `http://127.0.0.1:${service.port}/x?api_key=${key}&token=1234567890`, headers: { Authorization: 'Bearer written-out-1' } },
      ),
    };
    const answer = await tryOut(ana, target, { body: { parameters: { q: `say ${secret} and ${key}` } } });
    reply = good;
    expect(answer.outcome).toBe('answered');
    const { text } = await runOf(ana, answer.run_id);
    const rows = studio.store.reads
      .prepare('SELECT * FROM run r LEFT JOIN run_body b ON b.run_id = r.id WHERE r.id = ?')
      .all(answer.run_id);
    for (const seen of [text, JSON.stringify(rows)]) {
      for (const value of [secret, key, 'hunter2-hunter2', '1234567890', 'written-out-1']) {
        for (const form of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)]) expect(seen).not.toContain(form);
      }
      expect(seen).toContain('say ********');
    }
  });
});

describe('M-11 a run', () => {
  test('is seen by its caller and by administrators; once it is shared, by those who may read its connector', async () => {
    const { connector_id } = await stored(ana, { access_mode: 'restricted', backend_roles: ['search'] });
    const { run_id } = await tryOut(ana, { connector_id });
    const seenBy = async (who: Caller) => [(await runOf(who, run_id)).status, (await runs(who)).items.some((row) => row.run_id === run_id)];
    expect(await Promise.all([ana, aCaller('root'), bo, cy].map(seenBy))).toEqual([
      [200, true],
      [200, true],
      [404, false],
      [404, false],
    ]);
    expect((await runOf(bo, run_id)).body.error).toMatchObject({
      type: 'resource_not_found_exception',
      reason: `Failed to find run with the provided run id: ${run_id}`,
    });
    expect((await studio.call('POST', `/api/studio/runs/${run_id}/_share`, undefined, { as: bo })).status).toBe(404);

    const shared = await studio.call('POST', `/api/studio/runs/${run_id}/_share`, undefined, { as: ana });
    expect(shared.body).toMatchObject({ run_id, shared: true, link: `/playground?run=${run_id}` });
    expect(await Promise.all([ana, bo, cy].map(seenBy))).toEqual([
      [200, true],
      [200, true],
      [404, false],
    ]);
    expect((await runOf(bo, run_id)).body.can.share).toBe('Only who ran it may share it.');
    expect((await studio.call('POST', `/api/studio/runs/${run_id}/_share`, undefined, { as: bo })).status).toBe(403);
  });

  test('stays with its caller when the connector is made private by its owner; a shared one is gone for everybody else', async () => {
    const { connector_id } = await stored(bo, { access_mode: 'public' });
    const { run_id } = await tryOut(ana, { connector_id });
    await studio.call('POST', `/api/studio/runs/${run_id}/_share`, undefined, { as: ana });
    expect((await runOf(cy, run_id)).status).toBe(200);
    const change = await studio.call('PUT', `/_plugins/_ml/connectors/${connector_id}`, { access_mode: 'private' }, { as: bo });
    expect(change.status).toBe(200);
    expect((await runOf(cy, run_id)).status).toBe(404);
    expect((await runOf(ana, run_id)).status).toBe(200);
  });

  test('of a draft can be shared once the draft stands for a connector', async () => {
    const { run_id } = await tryOut(ana, { connector: draftOf() }, { mode: 'dry_run' });
    expect((await studio.call('POST', `/api/studio/runs/${run_id}/_share`, undefined, { as: ana })).status).toBe(400);
    const { connector_id } = await stored(ana, { access_mode: 'restricted', backend_roles: ['search'] });
    const standing = await tryOut(ana, { connector: { ...draftOf(), connector_id } }, { mode: 'dry_run' });
    expect((await studio.call('POST', `/api/studio/runs/${standing.run_id}/_share`, undefined, { as: ana })).status).toBe(200);
    expect((await runOf(bo, standing.run_id)).status).toBe(200);
    expect((await runOf(cy, standing.run_id)).status).toBe(404);
  });

  test('is counted for whoever may read its connector, and for nobody else', async () => {
    const { connector_id } = await stored(ana, { access_mode: 'restricted', backend_roles: ['search'] });
    for (let call = 0; call < 3; call += 1) await tryOut(ana, { connector_id });
    const stats = async (as: Caller, query: string) =>
      (await studio.call('GET', `/api/studio/runs/_stats${query}`, undefined, { as })).body;
    expect((await stats(bo, `?connector_id=${connector_id}`)).total).toMatchObject({ answered: 3, failed: 0, cancelled: 0 });
    expect((await stats(cy, `?connector_id=${connector_id}`)).status).toBe(404);
    const seen = (await stats(cy, '')).connectors.map((row: { connector_id: string }) => row.connector_id);
    expect(seen).not.toContain(connector_id);
  });
});

describe('the list of runs', () => {
  test('filters, and pages with a cursor while new ones arrive, none twice and none left out', async () => {
    const who = aCaller('pager', 'ml_full_access');
    const { connector_id } = await stored(who);
    const ids: string[] = [];
    for (let call = 0; call < 7; call += 1)
      ids.unshift((await tryOut(who, { connector_id }, { mode: call % 2 ? 'mock' : 'dry_run' })).run_id);
    const first = await runs(who, '?size=3');
    const late = (await tryOut(who, { connector_id }, { mode: 'mock', body: { parameters: { q: 'a needle' } } })).run_id;
    const second = await runs(who, `?size=3&cursor=${first.next_cursor}`);
    const third = await runs(who, `?size=3&cursor=${second.next_cursor}`);
    expect([first, second, third].flatMap(({ items }) => items.map((row) => row.run_id))).toEqual(ids);
    expect(third.next_cursor).toBeNull();
    const newer = await runs(who, `?dir=newer&cursor=${first.newer_cursor}`);
    expect(newer.items.map((row) => row.run_id)).toEqual([late]);
    expect((await runs(who, `?dir=newer&cursor=${newer.newer_cursor}`)).items).toEqual([]);

    const found = async (query: string) => (await runs(who, query)).items.length;
    expect(await found('?mode=mock')).toBe(4);
    expect(await found('?outcome=dry_run')).toBe(4);
    expect(await found('?outcome=dry_run,answered')).toBe(8);
    expect(await found('?status=2xx')).toBe(4);
    expect(await found('?status=500')).toBe(0);
    expect(await found('?q=needle')).toBe(1);
    expect(await found(`?q=${late}`)).toBe(1);
    expect(await found('?q=local+chat+pager')).toBe(8);
    expect(await found(`?connector_id=${connector_id}&user=pager`)).toBe(8);
    expect(await found('?user=ana')).toBe(0);
    expect(await found(`?from=${Date.now() + 1000}`)).toBe(0);
    expect(await found('?to=1000')).toBe(0);
    expect((await studio.call('GET', '/api/studio/runs?cursor=x', undefined, { as: who })).status).toBe(400);
  });
});

describe('calls of _predict', () => {
  test('leave rows without bodies, failures first, and all of them are counted', async () => {
    const { connector_id, model_id } = await stored(ana);
    const call = () => studio.call('POST', `/_plugins/_ml/models/${model_id}/_predict`, body, { as: ana });
    expect((await call()).status).toBe(200); // deploys the model
    await studio.ports.runs.flush();
    await Promise.all(Array.from({ length: 30 }, call));
    reply = { status: 400, body: '{"error":"no"}' };
    await Promise.all(Array.from({ length: 5 }, call));
    reply = good;
    const stats = RunStats.parse((await studio.call('GET', `/api/studio/runs/_stats?connector_id=${connector_id}`)).body);
    expect(stats.total).toMatchObject({ answered: 31, failed: 5, cancelled: 0 });
    expect(stats.items.reduce((sum, { answered }) => sum + answered, 0)).toBe(31);
    expect(stats.total.p50).toBeGreaterThan(0);
    expect(stats.total.p99).toBeGreaterThanOrEqual(stats.total.p50 ?? Infinity);
    expect(stats.connectors).toMatchObject([{ connector_id, connector_name: 'Local chat', answered: 31 }]);
    expect(stats.days.at(-1)).toMatchObject({ day: new Date().toISOString().slice(0, 10) });
    expect(stats.days.reduce((sum, { answered, failed }) => sum + answered + failed, 0)).toBe(36);
    const elsewhere = await studio.call('GET', `/api/studio/runs/_stats?connector_id=${connector_id}&time_zone=Pacific/Kiritimati`);
    expect(RunStats.parse(elsewhere.body).days.at(-1)?.day).toBe(new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10));
    expect((await studio.call('GET', '/api/studio/runs/_stats?time_zone=Mars/Olympus')).status).toBe(400);

    const { items } = await runs(ana, `?model_id=${model_id}&size=100`);
    expect(items.filter(({ outcome }) => outcome === 'failed')).toHaveLength(5);
    expect(items.length).toBeLessThan(36);
    expect(items[0]).toMatchObject({ via: 'api', mode: 'send', connector_id, model_id, model_name: 'a model', user: 'ana' });
    const { body: run } = await runOf(ana, items[0]?.run_id ?? '');
    expect(run).toMatchObject({ bodies: 'not_kept', input: null, response: null, trace: null, target: { model_id } });
  });
});

describe("tokens of calls of _predict are counted by the connector's blueprint", () => {
  test.each([
    ['as the service says', {}, {}],
    ['also where a function takes the answer apart', {}, { post_process_function: 'connector.post_process.openai.embedding' }],
    ['also where a filter leaves nothing of them', { response_filter: '$.data' }, {}],
  ])('%s', async (_name, parameters, action) => {
    reply = {
      status: 200,
      body: '{"data":[{"embedding":[1.0]}],"usage":{"input_tokens":11,"output_tokens":3,"total_tokens":14}}',
    };
    const { connector_id, model_id } = await stored(
      ana,
      { parameters: { ...parameters, model: 'm-1' } },
      action,
      '?blueprint_id=openai-responses',
    );
    for (let call = 0; call < 3; call += 1) {
      const answer = await studio.call('POST', `/_plugins/_ml/models/${model_id}/_predict`, body, { as: ana });
      expect(answer.status).toBe(200);
    }
    reply = good;
    const { body: stats } = await studio.call('GET', `/api/studio/runs/_stats?connector_id=${connector_id}`);
    expect(stats.total.tokens).toEqual({ input: 33, output: 9, total: 42 });
    const [row] = (await runs(ana, `?connector_id=${connector_id}&size=1`)).items;
    expect(row?.usage).toEqual({ input: 11, output: 3, total: 14 });
    expect(row?.service_model).toBe('m-1');
  });
});

describe('what is kept', () => {
  test('ends with the days of the settings, at once for whoever looks, and in the file with the next round', async () => {
    const who = aCaller('keeper', 'ml_full_access');
    const { connector_id } = await stored(who);
    const { run_id } = await tryOut(who, { connector_id });
    await setDays({ 'studio.history.keep_bodies': 0 });
    const { body: run } = await runOf(who, run_id);
    expect(run).toMatchObject({ bodies: 'not_kept', input: null, response: null });
    expect(run).not.toHaveProperty('summary');
    expect(run.trace.steps.map(({ status }: { status: string }) => status)).toContain('ok');
    expect(run.trace.steps.every(({ input, output }: { input: unknown; output: unknown }) => input === null && output === null)).toBe(true);
    expect((await runs(who, '?q=line')).items).toEqual([]);
    const bare = await tryOut(who, { connector_id });
    expect((await runOf(who, bare.run_id)).body).toMatchObject({ bodies: 'not_kept', input: null });

    await setDays({ 'studio.history.keep_runs': 0 });
    expect((await runOf(who, run_id)).status).toBe(404);
    expect((await runs(who)).items).toEqual([]);
    expect(await tryOut(who, { connector_id })).not.toHaveProperty('run_id');
    await setDays({ 'studio.history.keep_runs': null, 'studio.history.keep_bodies': null });
    expect((await runOf(who, run_id)).status).toBe(200);
  });

  test('is forgotten by whoever may clear data, and by nobody else', async () => {
    const { connector_id } = await stored(ana);
    await tryOut(ana, { connector_id });
    expect((await studio.call('DELETE', '/api/studio/runs', undefined, { as: ana })).status).toBe(403);
    expect((await studio.call('DELETE', '/api/studio/runs')).body).toEqual({ acknowledged: true });
    expect((await runs(ana)).items).toEqual([]);
    for (const table of ['run', 'run_body', 'run_share', 'run_minute']) {
      expect(studio.store.reads.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
    }
  });
});
