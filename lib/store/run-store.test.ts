import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FinishedRun } from '#lib/predict/finished-run.ts';
import { makeTarget, noCredential } from '#lib/predict/target.ts';
import { bucketOf } from '#lib/runs/durations.ts';
import { tidyRuns } from '#lib/runs/forget-runs.ts';
import type { NewRun, Position } from '#lib/runs/ports.ts';
import { type FreshStore, freshStore } from '../../test/fresh-store.ts';
import { aCaller } from '../../test/serve.ts';
import { finishedRunStore } from './finished-run-store.ts';
import { runStore } from './run-store.ts';

const log = { error: ({ error }: { error?: unknown }) => { throw error; } }; // biome-ignore format: one line
const targetOf = (connector_id: string) =>
  makeTarget({
    connector_id,
    connector: { name: connector_id, protocol: 'http', parameters: {}, actions: [], created_time: 0, last_updated_time: 0 } as never, // what is read of it
    credential: noCredential(connector_id),
  });
const finished = (change: Partial<FinishedRun>): FinishedRun => ({
  target: targetOf('c'),
  caller: { id: 'u', username: 'ana' },
  action: 'PREDICT',
  via: 'api',
  outcome: 'answered',
  status: 200,
  duration: 12.5,
  finished_at: 1_000_000,
  ...change,
});
const stores = (store: FreshStore) => {
  const notes = finishedRunStore(store, log);
  return { notes, runs: runStore(store, notes) };
};
const counted = (store: FreshStore) =>
  store.reads.prepare('SELECT minute, connector_id, outcome, count, durations, total_tokens FROM run_minute ORDER BY 1, 2, 3').all();

describe('counts', () => {
  test('of two copies of the modules that write at once are added up, bucket by bucket, and none is lost', async () => {
    await using store = freshStore();
    const copies = [finishedRunStore(store, log), finishedRunStore(store, log)];
    const usage = { input: 2, output: 1 };
    for (let round = 0; round < 20; round += 1) {
      for (const copy of copies) {
        copy.note(finished({ duration: round < 10 ? 5 : 50, usage }));
        copy.note(finished({ outcome: 'failed', status: 500, duration: 1, finished_at: 1_000_000 + round * 60_000 }));
      }
      await Promise.all(copies.map((copy) => copy.flush()));
    }
    const rows = counted(store) as { outcome: string; count: number; durations: string; total_tokens: number }[];
    const answered = rows.filter(({ outcome }) => outcome === 'answered');
    expect(answered).toMatchObject([{ count: 40, total_tokens: 120 }]);
    expect(JSON.parse(answered[0]?.durations ?? '')).toEqual({ [bucketOf(5)]: 20, [bucketOf(50)]: 20 });
    expect(rows.filter(({ outcome, count }) => outcome === 'failed' && count === 2)).toHaveLength(20);
  });

  test('of old minutes become those of an hour, with the same sums', async () => {
    await using store = freshStore();
    const { notes, runs } = stores(store);
    const hour = 3_600_000;
    const now = 100 * hour;
    for (let at = 0; at < 10 * hour; at += 600_000) notes.note(finished({ finished_at: at, duration: 1 + at / hour }));
    notes.note(finished({ finished_at: now - 120_000 }));
    await runs.flush();
    const number = (name: string) => ({ 'studio.history.keep_runs': 30, 'studio.history.keep_bodies': 7 })[name] ?? 0;
    const ports = { runs, settings: { current: () => ({ number }) as never }, now: () => now, breathe: async () => {} }; // all that is asked
    const sum = (): unknown => store.reads.prepare('SELECT sum(count) FROM run_minute').pluck().get();
    expect([counted(store).length, sum()]).toEqual([61, 61]);
    await tidyRuns(ports);
    await tidyRuns(ports);
    const rows = counted(store) as { minute: number; count: number; durations: string }[];
    expect(rows.map(({ minute, count }) => [minute / hour, count])).toEqual([
      ...Array.from({ length: 10 }, (_, at) => [at, 6]),
      [(now - 120_000) / hour, 1],
    ]);
    expect(Object.values(JSON.parse(rows[3]?.durations ?? '{}') as Record<string, number>).reduce((all, held) => all + held, 0)).toBe(6);
  });
});

test('of the calls of _predict in a second at most 20 leave a row, failures first', async () => {
  await using store = freshStore();
  const { notes, runs } = stores(store);
  for (let call = 0; call < 100; call += 1)
    notes.note(finished({ outcome: call < 90 ? 'answered' : 'failed', status: call < 90 ? 200 : 400 }));
  notes.note(finished({ via: 'studio' }));
  await runs.flush();
  const kept = runs.scan({ from: 0, to: Infinity, dir: 'older', position: undefined, most: 100 });
  expect(kept.map(({ outcome }) => outcome).toSorted()).toEqual([...new Array(10).fill('answered'), ...new Array(10).fill('failed')]);
});

describe('rows', () => {
  const row = (id: string, finished_at: number, user_id = 'u'): NewRun => ({
    id,
    via: 'studio',
    mode: 'send',
    connector_id: 'c',
    connector_name: 'c',
    model_id: null,
    model_name: null,
    is_draft: false,
    action: 'PREDICT',
    outcome: 'answered',
    failed_step: null,
    status: 200,
    error_type: null,
    user_id,
    user_name: user_id,
    started_at: finished_at,
    finished_at,
    duration: 0,
    input_tokens: null,
    output_tokens: null,
    total_tokens: null,
    service_model: null,
    request: null,
    trace: null,
    bodies: { summary: 's', draft: null, input: '1', response: '2', trace: null, cut: '[]' },
  });

  test('come in one order whatever the page, also when many end at the same moment', async () => {
    const history = fc.array(fc.record({ at: fc.integer({ min: 0, max: 5 }), mine: fc.boolean(), shared: fc.boolean() }), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 7 }), async (rows, most) => {
        await using store = freshStore();
        const { runs } = stores(store);
        for (const [at, each] of rows.entries()) {
          await runs.keep(row(`r${at}`, each.at, each.mine ? 'me' : 'you'));
          if (each.shared) await runs.share(`r${at}`, 9);
        }
        const inOrder = [...rows.entries()].toSorted(([one, a], [other, b]) => b.at - a.at || other - one).map(([at]) => `r${at}`);
        const visible = inOrder.filter((id) => rows[Number(id.slice(1))]?.mine || rows[Number(id.slice(1))]?.shared);
        for (const [user_id, expected] of [
          [undefined, inOrder],
          ['me', visible],
        ] as const) {
          for (const dir of ['older', 'newer'] as const) {
            const got: string[] = [];
            let position: Position | undefined;
            for (;;) {
              const page = runs.scan({ user_id, from: 0, to: 10, dir, position, most });
              got.push(...page.map(({ id }) => id));
              const last = page.at(-1);
              if (!last) break;
              position = { at: last.finished_at, n: last.n };
            }
            expect(dir === 'older' ? got : got.toReversed()).toEqual(expected);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('are looked up along an index, whoever looks: only what others have shared is sorted', async () => {
    await using store = freshStore();
    const statements: string[] = [];
    const prepare = (sql: string) => {
      statements.push(sql);
      return store.reads.prepare(sql);
    };
    runStore({ prisma: store.prisma, reads: { prepare } as never }, { flush: async () => {} }); // as: all that is asked of it
    const scans = statements.filter((sql) => sql.includes('finished_at BETWEEN'));
    expect(scans).toHaveLength(6);
    for (const sql of scans) {
      const bound = { user_id: 'u', connector_id: 'c', from: 0, to: 9, at: 9, n: 9, most: 9 };
      const steps = (store.reads.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(bound) as { detail: string }[]).map(({ detail }) => detail);
      expect(steps.filter((step) => step.startsWith('SCAN')).filter((step) => !step.startsWith('SCAN s'))).toEqual([]);
      expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toHaveLength(sql.includes('UNION ALL') ? 1 : 0);
    }
  });

  test('lose their bodies, and are forgotten, in many small steps; shares and bodies go with them', async () => {
    await using store = freshStore();
    const { runs } = stores(store);
    await store.prisma.$executeRaw`
      WITH RECURSIVE at (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM at WHERE n < 1200)
      INSERT INTO run (id, via, mode, is_draft, connector_name, action, outcome, user_id, user_name, started_at, finished_at, duration)
      SELECT 'r' || n, 'api', 'send', FALSE, 'c', 'P', 'failed', 'u', 'ana', n, n, 0 FROM at`;
    await runs.keep(row('kept', 2_000));
    await runs.keep(row('old', 10));
    await runs.share('old', 11);
    expect(await runs.forgetBodies(1_000)).toBe(1);
    expect(runs.find('old')?.bodies).toBeUndefined();
    const steps: number[] = [];
    for (let gone = 1; gone > 0; steps.push(gone)) gone = await runs.forgetRuns(1_500);
    expect(steps).toEqual([500, 500, 201, 0]);
    expect(runs.find('kept')?.bodies?.input).toBe('1');
    expect(store.reads.prepare('SELECT count(*) FROM run_share').pluck().get()).toBe(0);
  });
});

test('what waits is written when the store closes', async () => {
  const store = freshStore();
  const { notes } = stores(store);
  const caller = aCaller('ana');
  notes.note(finished({ caller }));
  const rows = new Promise((resolve) => store.beforeClose.add(async () => resolve(counted(store))));
  await store.close();
  expect(await rows).toMatchObject([{ minute: 960_000, count: 1 }]);
});
