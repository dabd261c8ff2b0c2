import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AddressJudge } from '#lib/connectors/address.ts';
import { listConnectors } from '#lib/connectors/list-connectors.ts';
import { listModels } from '#lib/models/list-models.ts';
import { freshStore } from '../../test/fresh-store.ts';
import { aCaller } from '../../test/serve.ts';
import { listStore } from './list-store.ts';

type Connector = {
  id: string;
  name: string;
  host: string;
  access: string | null;
  roles: string[];
  owner: string | null;
  ran: number | null;
};

const host = fc.constantFrom('a.example', 'b.example', 'blocked.example');
const change = fc.oneof(
  fc.record({
    do: fc.constant('put' as const),
    id: fc.integer({ min: 0, max: 11 }),
    name: fc.constantFrom('Alpha', 'alpha', 'Beta 2', 'beta 10', 'Ärzte', 'zeta'),
    host,
    access: fc.constantFrom(null, 'public', 'private', 'restricted'),
    roles: fc.subarray(['it', 'hr'], { minLength: 1 }),
    owner: fc.constantFrom(null, 'ana', 'bo'),
  }),
  fc.record({ do: fc.constant('remove' as const), id: fc.integer({ min: 0, max: 11 }) }),
  fc.record({
    do: fc.constant('run' as const),
    id: fc.integer({ min: 0, max: 11 }),
    at: fc.integer({ min: 1, max: 1_000 }),
    ok: fc.boolean(),
  }),
  fc.record({ do: fc.constant('judge' as const), blocked: host }),
);

/** Changes a database as the studio's own stores do, and remembers what should be in it. */
function aWriter(file: string) {
  const writer = new Database(file);
  const put = writer.prepare(
    `INSERT INTO connector (id, seq_no, definition, name, protocol, host, provider, access, owner_id, owner_name, created_time, updated_time)
     VALUES (@id, 0, @definition, @name, 'http', @host, 'p', @access, @owner, @owner, 1, 1)
     ON CONFLICT (id) DO UPDATE SET definition = @definition, name = @name, host = @host, access = @access, owner_id = @owner, owner_name = @owner`,
  );
  const remove = writer.prepare('DELETE FROM connector WHERE id = ?');
  const forget = writer.prepare("DELETE FROM last_run WHERE kind = 'connector' AND target_id = ?");
  const ran = writer.prepare(
    `INSERT INTO last_run SELECT 'connector', id, @outcome, 200, 1, @at FROM connector WHERE id = @id
     ON CONFLICT DO UPDATE SET outcome = @outcome, finished_at = @at`,
  );
  return {
    close: () => writer.close(),
    put(one: Omit<Connector, 'ran'>) {
      const actions = [{ action_type: 'PREDICT', method: 'POST', url: `https://${one.host}/x` }];
      const { id, name, access, owner } = one;
      put.run({
        id,
        name,
        access,
        owner,
        host: one.host,
        definition: JSON.stringify({ name, protocol: 'http', actions, backend_roles: one.roles, parameters: {} }),
      });
    },
    remove(id: string) {
      remove.run(id);
      forget.run(id);
    },
    ran: (id: string, at: number, ok: boolean) => ran.run({ id, at, outcome: ok ? 'answered' : 'failed' }),
  };
}

const judging = (blocked: string): AddressJudge => ({
  version: blocked,
  judge: (url) => (url.includes(blocked) ? { allowed: false, stage: 'ip', reason: 'blocked' } : { allowed: true }),
});
const settings = (isControlled: boolean) => ({ flag: async () => isControlled, list: async () => [] });
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const alphabet = new Intl.Collator('en', { sensitivity: 'base' });

test('after any changes the list, its totals and its facets are those of what is stored and judged', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(change, { maxLength: 6 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('', 'alpha', 'EXAMPLE'),
      async (batches, q) => {
        await using store = freshStore();
        const writer = aWriter(store.file);
        let judge = judging('blocked.example');
        const { lines } = listStore(store, () => judge, breathe);
        const ports = { lines, hosts: () => judge, settings: settings(true) };
        const stored = new Map<string, Connector>();
        for (const batch of batches) {
          for (const one of batch) {
            if (one.do === 'judge') {
              judge = judging(one.blocked);
              continue;
            }
            const id = `id-${one.id}`;
            const before = stored.get(id);
            if (one.do === 'put') {
              writer.put({ ...one, id });
              stored.set(id, { ...one, id, ran: before?.ran ?? null });
            } else if (one.do === 'remove') {
              writer.remove(id);
              stored.delete(id);
            } else if (before) {
              writer.ran(id, one.at, one.ok);
              stored.set(id, { ...before, ran: one.ok ? one.at : -one.at });
            }
          }
          for (const caller of [aCaller('ana', 'ml_full_access', ['it']), aCaller('root')]) {
            const state = ({ host: at, ran }: Connector) =>
              at === judge.version ? 'blocked' : ran === null ? 'not_run' : ran > 0 ? 'ready' : 'last_run_failed';
            const visible = [...stored.values()]
              .filter(
                ({ access, owner, roles }) =>
                  caller.role === 'all_access' ||
                  owner === caller.id ||
                  access === null ||
                  access === 'public' ||
                  (access === 'restricted' && roles.some((role) => caller.backend_roles.includes(role))),
              )
              .filter(({ id, name, host: at }) => [id, name, at].some((text) => text.toLowerCase().includes(q.toLowerCase())))
              .toSorted(
                (a, b) => alphabet.compare(a.name, b.name) || (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1),
              );
            const all = await listConnectors(caller, { q, sort: 'name' }, ports);
            expect(all.items.map(({ connector_id }) => connector_id)).toEqual(visible.map(({ id }) => id));
            expect(all.items.map((item) => item.state.name)).toEqual(visible.map(state));
            const ready = visible.filter((one) => state(one) === 'not_run');
            const filtered = await listConnectors(caller, { q, state: 'not_run', sort: 'name', dir: 'desc' }, ports);
            expect([filtered.total, filtered.items.map(({ connector_id }) => connector_id)]).toEqual([
              ready.length,
              ready.map(({ id }) => id).toReversed(),
            ]);
            const counts = Object.fromEntries((all.facets.state ?? []).map(({ value, count }) => [value, count]));
            expect(counts).toEqual(
              Object.fromEntries(Object.entries(Object.groupBy(visible, state)).map(([name, group]) => [name, group?.length])),
            );
            const byRun = await listConnectors(caller, { q, sort: 'last_run' }, ports);
            expect(byRun.items.map((item) => item.last_run?.finished_at ?? null)).toEqual(
              visible.map(({ ran }) => (ran === null ? null : Math.abs(ran))).toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity)),
            );
          }
        }
        writer.close();
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);

test('pages of a long list never repeat or leave out a line, whatever is asked for (I-09)', async () => {
  await using store = freshStore();
  const writer = new Database(store.file);
  const insert = writer.prepare(
    `INSERT INTO connector (id, seq_no, definition, name, protocol, host, provider, created_time, updated_time)
     VALUES (?, 0, '{"parameters":{}}', ?, ?, 'h', ?, ?, ?)`,
  );
  writer.transaction(() => {
    for (let at = 0; at < 5_000; at++)
      insert.run(`id${at}`, `name ${at % 900}`, at % 3 ? 'http' : 'aws_sigv4', at % 2 ? 'a' : 'b', at % 50, at);
  })();
  writer.close();
  const { lines } = listStore(store, () => judging('nothing'), breathe);
  const ports = { lines, hosts: () => judging('nothing'), settings: settings(false) };
  for (const wish of [
    { sort: 'name' },
    { sort: 'created_time', dir: 'desc' },
    { sort: 'id' },
    { q: 'name', sort: 'name' },
    { q: 'name 1' },
    { provider: 'a', sort: 'name' },
    { sort: 'access' },
  ]) {
    const seen: string[] = [];
    const { total } = await listConnectors(aCaller('root'), wish, ports);
    for (let page = 1; page <= Math.ceil(total / 100); page++) {
      seen.push(
        ...(await listConnectors(aCaller('root'), { ...wish, size: 100, page }, ports)).items.map(({ connector_id }) => connector_id),
      );
    }
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
  }
  expect(() =>
    lines.page({
      search: { text: '', wholeGroups: [], owner_id: undefined },
      rows: undefined,
      groups: [],
      ownGroups: [],
      hiddenGroups: [],
      sort: 'id; DROP',
      dir: 'asc',
      from: 0,
      size: 1,
      total: 1,
    }),
  ).toThrow('has no sort');
});

test('a connector that may not be seen cannot be found or sorted by in the list of models (M-04)', async () => {
  await using store = freshStore();
  const writer = aWriter(store.file);
  const database = new Database(store.file);
  const shared = { host: 'a.example', roles: [], owner: 'bo' };
  writer.put({ ...shared, id: 'c1', name: 'aaa secret', access: 'private' });
  writer.put({ ...shared, id: 'c2', name: 'bbb', access: 'public' });
  const insert = database.prepare(
    `INSERT INTO model (id, seq_no, definition, name, state, function_name, connector_id, created_time, updated_time)
     VALUES (?, 0, '{}', ?, 'DEPLOYED', 'remote', ?, 1, 1)`,
  );
  for (const [id, name, connector] of [
    ['m1', 'one', 'c1'],
    ['m2', 'two', 'c2'],
    ['m3', 'three', null],
  ])
    insert.run(id, name, connector);
  const { modelLines: lines } = listStore(store, () => judging('nothing'), breathe);
  const ports = { lines, settings: settings(true) };
  const names = async (who: string, wish: object) =>
    (await listModels(aCaller(who, 'ml_full_access'), wish, ports)).items.map(({ name }) => name);
  expect(await names('bo', { sort: 'connector' })).toEqual(['one', 'two', 'three']);
  expect(await names('ana', { sort: 'connector' })).toEqual(['two', 'one', 'three']);
  expect(await names('bo', { q: 'secret' })).toEqual(['one']);
  expect(await names('ana', { q: 'secret' })).toEqual([]);
  const seen = await listModels(aCaller('ana', 'ml_full_access'), { connector: 'c1' }, ports);
  expect(seen.items[0]?.connector).toEqual({ connector_id: 'c1' });
  expect(seen.facets.connector.find(({ value }) => value === 'c1')).toEqual({ value: 'c1', count: 1, label: 'c1' });
  database.prepare("UPDATE connector SET name = 'zzz' WHERE id = 'c1'").run();
  expect(await names('bo', { sort: 'connector' })).toEqual(['two', 'one', 'three']);
  database.prepare("DELETE FROM model WHERE id = 'm2'").run();
  expect(await names('bo', { sort: 'connector' })).toEqual(['one', 'three']);
  database.close();
  writer.close();
});
