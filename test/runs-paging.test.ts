import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import type { NewRun } from '#lib/runs/ports.ts';
import { RunPage } from '#lib/runs/run-schema.ts';
import { aCaller } from './serve.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

// The list of runs while new ones arrive, what it can be filtered by, and the file of it.
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

let next = 0;
const aRun = (change: Partial<NewRun> = {}): NewRun => {
  const finished_at = change.finished_at ?? Date.now();
  next += 1;
  return {
    id: `run-${next}`,
    via: 'studio',
    mode: 'send',
    connector_id: 'c',
    connector_name: 'Local chat',
    model_id: null,
    model_name: null,
    is_draft: false,
    action: 'PREDICT',
    outcome: 'answered',
    failed_step: null,
    status: 200,
    error_type: null,
    user_id: 'ana',
    user_name: 'ana',
    started_at: finished_at - 5,
    finished_at,
    duration: 5,
    input_tokens: null,
    output_tokens: null,
    total_tokens: null,
    service_model: null,
    request: null,
    trace: null,
    bodies: undefined,
    ...change,
  };
};

const page = async (as: Caller, query: Record<string, string | number>) => {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const answer = await studio.call('GET', `/api/studio/runs?${search}`, undefined, { as });
  return RunPage.parse(answer.body);
};
const idsOf = ({ items }: RunPage) => items.map(({ run_id }) => run_id);

describe('paging with a cursor', () => {
  const arrival = fc.record({ later: fc.integer({ min: 0, max: 2 }), failed: fc.boolean() });

  test('older to the end and then newer to the top shows each run once and none not, in one order, whatever arrives meanwhile', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { maxLength: 12 }),
        fc.array(arrival, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (before, during, size, onlyFailed) => {
          round += 1;
          const who = aCaller(`pager-${round}`, 'ml_read_access');
          let at = Date.now() - 1_000;
          const kept: string[] = [];
          const arrive = async ({ later, failed }: { later: number; failed: boolean }) => {
            at += later; // some end at the same moment
            const run = aRun({ user_id: who.id, user_name: who.username, finished_at: at, outcome: failed ? 'failed' : 'answered' });
            await studio.ports.runs.keep(run);
            if (!onlyFailed || failed) kept.unshift(run.id);
          };
          for (const each of before) await arrive(each);
          const waiting = [...during];
          const filter = { size, ...(onlyFailed && { outcome: 'failed' }) };

          const first = await page(who, filter);
          const seen = idsOf(first);
          for (let cursor = first.next_cursor; cursor !== null; ) {
            const each = waiting.shift();
            if (each) await arrive(each);
            const older = await page(who, { ...filter, cursor });
            seen.push(...idsOf(older));
            cursor = older.next_cursor;
          }
          for (const each of waiting) await arrive(each);
          let newest = first.newer_cursor;
          for (;;) {
            const newer = await page(who, { ...filter, dir: 'newer', ...(newest !== null && { cursor: newest }) });
            seen.unshift(...idsOf(newer));
            if (newer.newer_cursor === newest) break;
            newest = newer.newer_cursor;
          }
          expect(seen).toEqual(kept);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('a page that was reached going newer leads back to the one it came from', async () => {
    const who = aCaller('walker', 'ml_read_access');
    for (let at = 1; at <= 9; at += 1) await studio.ports.runs.keep(aRun({ user_id: who.id, finished_at: Date.now() - 1_000 + at }));
    const first = await page(who, { size: 3 });
    const second = await page(who, { size: 3, cursor: first.next_cursor ?? '' });
    const third = await page(who, { size: 3, cursor: second.next_cursor ?? '' });
    expect(third.next_cursor).toBeNull();
    const back = await page(who, { size: 3, dir: 'newer', cursor: third.newer_cursor ?? '' });
    expect(idsOf(back)).toEqual(idsOf(second));
    expect(idsOf(await page(who, { size: 3, cursor: back.next_cursor ?? '' }))).toEqual(idsOf(third));
    const top = await page(who, { size: 3, dir: 'newer', cursor: back.newer_cursor ?? '' });
    expect(idsOf(top)).toEqual(idsOf(first));
    const beyond = await page(who, { size: 3, dir: 'newer', cursor: top.newer_cursor ?? '' });
    expect(beyond).toMatchObject({ items: [], newer_cursor: top.newer_cursor });
  });
});

describe('what runs can be filtered by', () => {
  test('are the users and connectors of the runs that the caller may see, in that time', async () => {
    const [dee, eve] = [aCaller('dee', 'ml_read_access'), aCaller('eve', 'ml_full_access')];
    const at = Date.now() - 500;
    await studio.ports.runs.keep(aRun({ user_id: 'dee', user_name: 'dee', connector_id: 'cd', connector_name: 'Dee’s', finished_at: at }));
    await studio.ports.runs.keep(aRun({ user_id: 'eve', user_name: 'eve', connector_id: 'ce', connector_name: 'Eve’s', finished_at: at }));
    await studio.ports.runs.keep(aRun({ user_id: 'eve', user_name: 'eve', connector_id: null, is_draft: true, finished_at: at }));
    const facets = async (as: Caller, rest = {}) => (await page(as, { facets: 'true', ...rest })).facets;
    expect(await facets(dee)).toEqual({ user: [{ value: 'dee' }], connector_id: [{ value: 'cd', label: 'Dee’s' }] });
    expect(await facets(eve, { outcome: 'failed' })).toEqual({ user: [{ value: 'eve' }], connector_id: [{ value: 'ce', label: 'Eve’s' }] });
    expect((await facets(aCaller('root'), { from: at, to: at }))?.user).toEqual([{ value: 'dee' }, { value: 'eve' }]);
    expect(await facets(dee, { from: at + 1 })).toEqual({ user: [], connector_id: [] });
    expect(await page(dee, {})).not.toHaveProperty('facets');
  });
});

describe('the file of the list', () => {
  const file = (as: Caller, query: string) => studio.call('GET', `/api/studio/runs/_export${query}`, undefined, { as });

  test('M-11 holds what the caller may see and the filters let through, newest first, on JSON lines', async () => {
    const fay = aCaller('fay', 'ml_read_access');
    const at = Date.now() - 900;
    await studio.store.prisma.$executeRaw`
      WITH RECURSIVE at (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM at WHERE n < 1202)
      INSERT INTO run (id, via, mode, is_draft, connector_name, action, outcome, status, user_id, user_name, started_at, finished_at, duration)
      SELECT 'fay-' || n, 'api', 'send', FALSE, 'c', 'P', 'failed', iif(n % 3 = 0, 429, 200), 'fay', 'fay', ${at}, ${at}, 0 FROM at`;
    const all = await file(fay, '');
    expect(all.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(all.headers.get('content-disposition')).toBe('attachment; filename="runs.jsonl"');
    const rows = all.text.trimEnd().split('\n').map((line) => JSON.parse(line)); // biome-ignore format: one line
    expect(rows).toHaveLength(1_203);
    expect(new Set(rows.map(({ run_id }) => run_id)).size).toBe(1_203);
    expect(new Set(rows.map(({ user }) => user))).toEqual(new Set(['fay']));
    const refused = await file(fay, '?status=429');
    expect(refused.text.trimEnd().split('\n')).toHaveLength(401);
    expect((await file(aCaller('gil', 'ml_read_access'), '')).text).toBe('');
    expect((await file(aCaller('root'), '?user=fay&status=4xx&as=jsonl')).text.trimEnd().split('\n')).toHaveLength(401);
  });

  test('is CSV for who asks for it, and nothing in it is a formula', async () => {
    const hal = aCaller('hal', 'ml_full_access');
    const bodies = { summary: '=HYPERLINK("http://x")', draft: null, input: '1', response: null, trace: null, cut: '[]' };
    await studio.ports.runs.keep(aRun({ user_id: 'hal', user_name: 'hal', connector_name: '+1, "two"', bodies }));
    const csv = await file(hal, '?as=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="runs.csv"');
    const [head = '', line = '', ...rest] = csv.text.split('\r\n');
    expect(head.startsWith('run_id,started_at,finished_at,connector_id,connector_name')).toBe(true);
    expect(rest).toEqual(['']);
    expect(line).toContain(`,"'+1, ""two""",`);
    expect(line.endsWith(`,"'=HYPERLINK(""http://x"")"`)).toBe(true);
  });

  test('of another kind is refused before it begins', async () => {
    expect((await file(aCaller('hal'), '?as=xlsx')).body.error.reason).toBe('An export is csv or jsonl, not [xlsx]');
    expect((await file(aCaller('hal'), '?cursor=1-1')).status).toBe(400);
  });
});
