import '#server-only';
import type Database from 'better-sqlite3';
import type { ClusterSettingsPorts, Sections, SettingStore } from '#lib/settings/ports.ts';
import { type SettingScope, type SettingValue, type SettingValues, type StoredSettings, settingScopes } from '#lib/settings/setting.ts';
import { untilCommit } from './commits.ts';
import type { Store } from './open.ts';
import type { Tx } from './sequence.ts';

const sequence = 'cluster_setting';

/** Numbers of versions that are kept: a change takes one or two. */
const mostKept = 1_000;

type Row = { scope: string; key: string; value: string };

function toStored(rows: readonly Row[], seq_no: number): StoredSettings {
  const sections: Record<SettingScope, Map<string, SettingValue>> = { persistent: new Map(), transient: new Map() };
  for (const { scope, key, value } of rows) sections[scope as SettingScope].set(key, JSON.parse(value)); // as we wrote them
  return { ...sections, seq_no };
}

const settingStoreIn = (tx: Tx): SettingStore => ({
  read: async () => {
    const row = await tx.sequence.findUnique({ where: { name: sequence } });
    return toStored(await tx.clusterSetting.findMany({ orderBy: { key: 'asc' } }), row?.next ?? 0);
  },
  replace: async (scope, values) => {
    await tx.clusterSetting.deleteMany({ where: { scope } });
    const data = [...values].map(([key, value]) => ({ scope, key, value: JSON.stringify(value) }));
    await tx.clusterSetting.createMany({ data });
    await tx.sequence.upsert({ where: { name: sequence }, create: { name: sequence, next: 1 }, update: { next: { increment: 1 } } });
  },
  keepVersion: async ({ version, at, by, before, after }) => {
    const changed = settingScopes.flatMap((scope) => changedKeys(before[scope], after[scope]).map((key) => `${scope}.${key}`));
    if (changed.length === 0) return;
    const texts = { changed: JSON.stringify(changed), before: textOf(before), definition: textOf(after) };
    await tx.settingVersion.create({ data: { version, at: BigInt(at), by, ...texts } });
    await tx.settingVersion.deleteMany({ where: { version: { lte: version - mostKept } } });
  },
});

const textOf = (sections: Sections) =>
  JSON.stringify(Object.fromEntries(settingScopes.map((scope) => [scope, Object.fromEntries(sections[scope])])));

function changedKeys(before: SettingValues, after: SettingValues): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)));
}

/** Settings of the cluster. `changes` is what a prediction asks to know that its settings are still right. */
export function settingStore({
  prisma,
  reads,
  commits,
}: Pick<Store, 'prisma' | 'reads' | 'commits'>): ClusterSettingsPorts['clusterSettings'] & { changes(): number } {
  const next = reads.prepare('SELECT next FROM sequence WHERE name = ?').pluck();
  const all = reads.prepare('SELECT scope, key, value FROM cluster_setting ORDER BY key');
  const changes = () => (next.get(sequence) as number | undefined) ?? 0;
  const known = untilCommit(commits.count, changes);
  return {
    changes: () => known(undefined),
    read: snapshot(reads, () => toStored(all.all() as Row[], changes())),
    transaction: (work) => prisma.$transaction((tx) => work(settingStoreIn(tx))),
  };
}

/** Both statements see the same state of the database, whatever another connection commits meanwhile. */
const snapshot = <Result>(reads: Database.Database, look: () => Result): (() => Result) => reads.transaction(look);
