import '#server-only';
import type Database from 'better-sqlite3';
import type { ChangePosition, ChangeReads, ChangeScan, StoredChange } from '#lib/changes/ports.ts';

type Bound = Pick<ChangePosition, 'at' | 'kind' | 'object_id' | 'version'> & { from: number; to: number; most: number };
type Found = StoredChange & { after: string; before: string | null };

/**
 * What was changed, from the states that are kept of connectors and settings and from what was published of blueprints. A built-in
 * blueprint, which connectors were made from, was published by nobody.
 */
export function changeStore(reads: Database.Database): ChangeReads {
  const scans = { older: scanOf(reads, '<', 'DESC'), newer: scanOf(reads, '>', 'ASC') };
  const one = {
    connector: reads.prepare<[Bound], Found>(
      `SELECT ${columns.connector}, definition AS after, (SELECT definition FROM connector_version b
         WHERE b.connector_id = v.connector_id AND b.version < v.version ORDER BY b.version DESC LIMIT 1) AS before
       FROM connector_version v WHERE connector_id = @object_id AND version = @version`,
    ),
    blueprint: reads.prepare<[Bound], Found>(
      `SELECT ${columns.blueprint}, definition AS after, (SELECT definition FROM blueprint_version b
         WHERE b.blueprint_id = v.blueprint_id AND b.version < v.version ORDER BY b.version DESC LIMIT 1) AS before
       FROM blueprint_version v WHERE blueprint_id = @object_id AND version = @version AND by IS NOT NULL`,
    ),
    settings: reads.prepare<[Bound], Found>(
      `SELECT ${columns.settings}, definition AS after, before FROM setting_version v WHERE version = @version AND @object_id = 'cluster'`,
    ),
  };
  return {
    scan: ({ dir, ...scan }) => scans[dir](scan),
    find(key) {
      const row = one[key.kind].get({ ...key, at: 0, from: 0, to: 0, most: 1 });
      return row && { ...row, before: row.before ?? undefined };
    },
  };
}

const columns = {
  connector: `'connector' AS kind, connector_id AS object_id, version, at, by, definition ->> '$.name' AS name, changed, NULL AS note`,
  blueprint: `'blueprint' AS kind, blueprint_id AS object_id, version, at, by, definition ->> '$.title' AS name, NULL AS changed, note`,
  settings: `'settings' AS kind, 'cluster' AS object_id, version, at, by, 'Cluster settings' AS name, changed, NULL AS note`,
};

/** One direction of the list: three ordered parts that SQLite merges, each along its index, entered where the last page ended. */
function scanOf(reads: Database.Database, beyond: '<' | '>', order: 'ASC' | 'DESC') {
  const place = '(@at, @kind, @object_id, @version)';
  const statement = reads.prepare<[Bound], StoredChange>(
    `SELECT ${columns.connector} FROM connector_version
       WHERE at BETWEEN @from AND @to AND (at, 'connector', connector_id, version) ${beyond} ${place}
     UNION ALL
     SELECT ${columns.blueprint} FROM blueprint_version
       WHERE by IS NOT NULL AND at BETWEEN @from AND @to AND (at, 'blueprint', blueprint_id, version) ${beyond} ${place}
     UNION ALL
     SELECT ${columns.settings} FROM setting_version
       WHERE at BETWEEN @from AND @to AND (at, 'settings', 'cluster', version) ${beyond} ${place}
     ORDER BY at ${order}, kind ${order}, object_id ${order}, version ${order} LIMIT @most`,
  );
  const end: ChangePosition = { at: beyond === '<' ? Number.MAX_SAFE_INTEGER : 0, kind: 'connector', object_id: '', version: 0 };
  return ({ from, to, position = end, most }: Omit<ChangeScan, 'dir'>): StoredChange[] => {
    const between = beyond === '<' ? { from, to: Math.min(to, position.at) } : { from: Math.max(from, position.at), to };
    return statement.all({ ...between, ...position, most });
  };
}
