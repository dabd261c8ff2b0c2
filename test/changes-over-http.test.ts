import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Change, ChangePage } from '#lib/changes/change-schema.ts';
import { changeStore } from '#lib/store/change-store.ts';
import { aConnector } from './a-connector.ts';
import { aCaller } from './serve.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

// Who changed what, from the states that are stored with each object.
const secret = 'canary-4d1c7a90-credential';
const root = aCaller('root');
const eve = aCaller('eve', 'ml_full_access');

let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio(openSettings);
});
afterAll(() => studio[Symbol.asyncDispose]());

const changes = async (query = '') =>
  ChangePage.parse((await studio.call('GET', `/api/studio/changes${query}`, undefined, { as: root })).body);
const change = (id: string) => studio.call('GET', `/api/studio/changes/${encodeURIComponent(id)}`, undefined, { as: root });
const file = (query: string) => studio.call('GET', `/api/studio/changes/_export${query}`, undefined, { as: root });

async function stored(name: string): Promise<string> {
  const body = aConnector({ name, credential: { cohere_key: secret }, parameters: { model: 'm-1' } });
  const { body: made } = await studio.call('POST', '/_plugins/_ml/connectors/_create', body, { as: eve });
  return made.connector_id as string;
}

describe('what is changed', () => {
  test('in a connector tells who, when and where, with the states before and after it', async () => {
    const id = await stored('Chat of Eve');
    const update = { parameters: { model: 'm-2' }, credential: { cohere_key: `${secret}-2` } };
    expect((await studio.call('PUT', `/_plugins/_ml/connectors/${id}`, update, { as: root })).status).toBe(200);
    const { items } = await changes('?kind=connector&q=chat+eve');
    expect(items).toMatchObject([
      { event: 'connector.updated', by: 'root', version: 2, object: { kind: 'connector', id, name: 'Chat of Eve' } },
      { event: 'connector.created', by: 'eve', version: 1, changed: [] },
    ]);
    expect(items[0]?.changed).toEqual(['parameters.model', 'credential.cohere_key']);
    const shown = Change.parse((await change(items[0]?.id ?? '')).body);
    expect(shown.before).toMatchObject({ parameters: { model: 'm-1' }, credential: { cohere_key: '********' } });
    expect(shown.after).toMatchObject({ parameters: { model: 'm-2' }, credential: { cohere_key: 'changed' } });
    expect(Change.parse((await change(items[1]?.id ?? '')).body).before).toBeNull();
  });

  test('in the settings of the cluster tells the keys, and what they were', async () => {
    const key = 'plugins.ml_commons.stream_enabled';
    await studio.call('PUT', '/_cluster/settings', { persistent: { [key]: true }, transient: { [key]: true } }, { as: root });
    const [newest] = (await changes('?kind=settings')).items;
    expect(newest).toMatchObject({ event: 'settings.updated', by: 'root', changed: [`persistent.${key}`, `transient.${key}`] });
    const shown = Change.parse((await change(newest?.id ?? '')).body);
    expect(shown.before).not.toHaveProperty(['persistent', key]);
    expect(shown.after).toMatchObject({ persistent: { [key]: 'true' }, transient: { [key]: 'true' } });

    await studio.call('PUT', '/_cluster/settings', { persistent: { [key]: null }, transient: { '*': null } }, { as: root });
    const [reset] = (await changes('?kind=settings')).items;
    expect(reset?.changed).toEqual([`persistent.${key}`, `transient.${key}`]);
    await studio.call('PUT', '/_cluster/settings', { persistent: { [key]: null } }, { as: root });
    expect((await changes('?kind=settings')).items[0]?.id).toBe(reset?.id); // nothing was changed
  });

  test('C-10 holds no credential, nor anything that looks like one', async () => {
    const key = 'sk-abcdefghijklmnopqrstuvwx';
    const id = await stored('Written out');
    await studio.call('PUT', `/_plugins/_ml/connectors/${id}`, { parameters: { api_key: 'hunter2-hunter2', note: key } }, { as: eve });
    const { items } = await changes('?q=Written+out');
    const texts = [
      await Promise.all(items.map(async (each) => (await change(each.id)).text)),
      (await file('')).text,
      (await file('?as=csv')).text,
    ];
    for (const value of [secret, key, 'hunter2-hunter2']) expect(JSON.stringify(texts)).not.toContain(value);
    expect(JSON.stringify(texts)).toContain('api_key');
  });
});

describe('the list of changes', () => {
  test('M-08 is for administrators', async () => {
    for (const who of [eve, aCaller('cy', 'ml_read_access')]) {
      for (const path of ['', '/_export', '/settings:cluster:1']) {
        const answer = await studio.call('GET', `/api/studio/changes${path}`, undefined, { as: who });
        expect([answer.status, answer.body.error.type]).toEqual([403, 'security_exception']);
      }
    }
  });

  test('filters by kind, user, words and time', async () => {
    const id = await stored('A needle');
    const [{ at = 0 } = {}] = (await changes(`?q=${id}`)).items;
    const count = async (query: string) => (await changes(query)).items.length;
    expect(await count('?q=needle')).toBe(1);
    expect(await count('?q=needle&user=eve,root')).toBe(1);
    expect(await count('?q=needle&user=root')).toBe(0);
    expect(await count('?q=needle&kind=settings,blueprint')).toBe(0);
    expect(await count(`?q=needle&from=${at}&to=${at}`)).toBe(1);
    expect(await count(`?q=needle&from=${at + 1}`)).toBe(0);
    expect((await studio.call('GET', '/api/studio/changes?cursor=x', undefined, { as: root })).status).toBe(400);
    expect((await change('connector:none:1')).status).toBe(404);
    expect((await change('settings:other:1')).status).toBe(404);
    expect((await change('x')).status).toBe(404);
  });

  test('shows each change once in one order, whatever the page, while others arrive', async () => {
    const { prisma } = studio.store;
    let round = 0;
    const arrival = fc.record({ kind: fc.constantFrom('connector', 'blueprint', 'settings'), later: fc.integer({ min: 0, max: 1 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { maxLength: 10 }),
        fc.array(arrival, { maxLength: 6 }),
        fc.integer({ min: 1, max: 4 }),
        async (before, during, size) => {
          round += 1;
          const start = Date.now() + round * 1_000_000; // a time of its own
          let at = start;
          const kept: { key: string; at: number }[] = [];
          const arrive = async ({ kind, later }: { kind: string; later: number }) => {
            at += later;
            const number = kept.length + 1;
            const row = { version: number, at: BigInt(at), by: 'pager', definition: '{"name":"n","title":"n"}' };
            if (kind === 'connector') await prisma.connectorVersion.create({ data: { ...row, connector_id: `c${round}`, changed: '[]' } });
            else if (kind === 'blueprint') await prisma.blueprintVersion.create({ data: { ...row, blueprint_id: `b${round}`, note: '' } });
            else await prisma.settingVersion.create({ data: { ...row, version: round * 10_000 + number, changed: '["x"]', before: '{}' } });
            kept.push({
              key: `${kind}:${kind === 'settings' ? `cluster:${round * 10_000 + number}` : `${kind[0]}${round}:${number}`}`,
              at,
            });
          };
          for (const each of before) await arrive(each);
          at += 1; // what comes later ends later
          const span = `from=${start}&to=${start + 999_999}&size=${size}`;
          const first = await changes(`?${span}`);
          const seen = first.items.map(({ id }) => id);
          const waiting = [...during];
          for (let cursor = first.next_cursor; cursor !== null; ) {
            const each = waiting.shift();
            if (each) await arrive(each);
            const page = await changes(`?${span}&cursor=${encodeURIComponent(cursor)}`);
            seen.push(...page.items.map(({ id }) => id));
            cursor = page.next_cursor;
          }
          for (const each of waiting) await arrive(each);
          for (let newest = first.newer_cursor; ; ) {
            const page = await changes(`?${span}&dir=newer${newest === null ? '' : `&cursor=${encodeURIComponent(newest)}`}`);
            seen.unshift(...page.items.map(({ id }) => id));
            if (page.newer_cursor === newest) break;
            newest = page.newer_cursor;
          }
          expect([...seen].sort()).toEqual(kept.map(({ key }) => key).sort());
          const timeOf = new Map(kept.map((each) => [each.key, each.at]));
          const times = seen.map((id) => timeOf.get(id) ?? 0);
          expect(times).toEqual(times.toSorted((one, other) => other - one));
        },
      ),
      { numRuns: 12 },
    );
  });

  test('is looked up along indexes; only what was changed at the same moment is sorted', () => {
    const { reads } = studio.store;
    const statements: string[] = [];
    const prepare = (sql: string) => {
      statements.push(sql);
      return reads.prepare(sql);
    };
    changeStore({ prepare } as never); // as: all that is asked of it
    const scans = statements.filter((sql) => sql.includes('UNION ALL'));
    expect(scans).toHaveLength(2);
    for (const sql of scans) {
      const bound = { from: 0, to: 9, at: 9, kind: 'settings', object_id: 'x', version: 1, most: 9 };
      const steps = (reads.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(bound) as { detail: string }[]).map(({ detail }) => detail);
      expect(steps.filter((step) => /^SCAN|TEMP B-TREE FOR ORDER BY/.test(step))).toEqual([]);
    }
  });

  test('is a file too, on JSON lines or as CSV', async () => {
    const id = await stored('-2 chat');
    const lines = await file(`?q=${id}`);
    expect(lines.headers.get('content-disposition')).toBe('attachment; filename="changes.jsonl"');
    expect(lines.text.trimEnd().split('\n').map((line) => JSON.parse(line).object.id)).toEqual([id]); // biome-ignore format: one line
    const csv = (await file(`?q=${id}&as=csv`)).text.split('\r\n');
    expect(csv[0]).toBe('id,at,by,event,kind,object_id,object_name,version,changed,note');
    expect(csv[1]).toContain(`,'-2 chat,1,`);
  });
});
