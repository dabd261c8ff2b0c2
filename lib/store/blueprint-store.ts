import '#server-only';
import type Database from 'better-sqlite3';
import type { Blueprint, BlueprintAccess } from '#lib/blueprints/blueprint.ts';
import { type BlueprintFacts, blueprintFacts } from '#lib/blueprints/blueprint-row.ts';
import type { BlueprintLine, BlueprintReads, BlueprintWrites, PublishedVersion, StoredBlueprint } from '#lib/blueprints/ports.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { untilCommit } from './commits.ts';
import type { Store } from './open.ts';
import { nextSeqNo, type Tx } from './sequence.ts';

type Row = {
  id: string;
  seq_no: number;
  version: number;
  last_version: number;
  /** SQLite's own statement answers 0 or 1, Prisma a boolean. */
  has_draft: number | boolean;
  access: string;
  owner_id: string;
  owner_name: string;
  fork_of_id: string | null;
  fork_of_version: number | null;
  created_time: number | bigint;
  updated_time: number | bigint;
  updated_by: string | null;
};

const columns =
  'id, seq_no, version, last_version, has_draft, access, owner_id, owner_name, fork_of_id, fork_of_version, created_time, updated_time, updated_by';

const toLine = ({
  id,
  seq_no,
  version,
  has_draft,
  access,
  owner_id,
  owner_name,
  updated_time,
  updated_by,
}: Row): Omit<BlueprintLine, 'facts'> => ({
  id,
  seq_no,
  version,
  has_draft: Boolean(has_draft),
  access: access as BlueprintAccess, // as we wrote it
  owner_id,
  owner_name,
  updated_time: Number(updated_time),
  updated_by: updated_by ?? undefined,
});

const parse = (definition: string) => JSON.parse(definition) as Blueprint; // as we wrote it

const toStored = ({ draft, ...row }: Row & { draft: string }): StoredBlueprint => ({
  ...toLine(row),
  last_version: row.last_version,
  draft: parse(draft),
  fork_of: row.fork_of_id === null ? undefined : { id: row.fork_of_id, version: row.fork_of_version ?? 0 },
  created_time: Number(row.created_time),
});

type UsesRow = { blueprint_id: string; access: string | null; owner_id: string | null; backend_roles: string | null; uses: number };

const toUses = ({ access, backend_roles, ...row }: UsesRow) => ({
  ...row,
  connector: {
    ...(access !== null && { access: access as NonNullable<Connector['access']> }), // as we wrote it
    ...(backend_roles !== null && { backend_roles: JSON.parse(backend_roles) as string[] }),
  },
});

type VersionRow = PublishedVersion & { definition: string };

/** Reads through the read-only connection: what is committed, without waiting for a writer. */
export function blueprintReads({ reads, commits }: Pick<Store, 'reads' | 'commits'>): BlueprintReads {
  const uses = reads.prepare<[], UsesRow>(
    `SELECT blueprint_id, access, owner_id, json_extract(definition, '$.backend_roles') AS backend_roles, count(*) AS uses
       FROM connector WHERE blueprint_id IS NOT NULL GROUP BY 1, 2, 3, 4`,
  );
  const one = reads.prepare<[string], Row & { draft: string }>(
    `SELECT ${columns}, draft FROM blueprint WHERE id = ? AND draft IS NOT NULL`,
  );
  const versions = reads.prepare<[string], PublishedVersion>(
    'SELECT version, at, by, note FROM blueprint_version WHERE blueprint_id = ? ORDER BY version DESC',
  );
  const version = reads.prepare<[string, number], VersionRow>(
    'SELECT version, at, by, note, definition FROM blueprint_version WHERE blueprint_id = ? AND version = ?',
  );
  const knownUses = untilCommit(commits.count, () => uses.all().map(toUses));
  const lines = untilCommit(commits.count, readLines(reads));
  const kept = untilCommit(commits.count, readKept(reads));
  return {
    uses: () => knownUses(''),
    lines: () => lines(''),
    find: (id) => {
      const row = one.get(id);
      return row && toStored(row);
    },
    versions: (id) => versions.all(id),
    version: (id, number) => {
      const row = version.get(id, number);
      if (!row) return undefined;
      const { definition, ...published } = row;
      return { ...published, blueprint: parse(definition) };
    },
    keptBuiltIns: () => kept(''),
  };
}

/** Definitions are read once for each change of theirs. */
function readLines(reads: Database.Database): (key: string) => readonly BlueprintLine[] {
  const all = reads.prepare<[], Row>(`SELECT ${columns} FROM blueprint WHERE draft IS NOT NULL ORDER BY updated_time DESC`);
  const definition = reads
    .prepare(
      `SELECT coalesce((SELECT definition FROM blueprint_version v WHERE v.blueprint_id = b.id AND v.version = b.version), b.draft)
         FROM blueprint b WHERE b.id = ?`,
    )
    .pluck();
  let known = new Map<string, { seq_no: number; facts: BlueprintFacts }>();
  return () => {
    const next: typeof known = new Map();
    const found = reads.transaction(() =>
      all.all().map((row): BlueprintLine => {
        const before = known.get(row.id);
        const facts = before?.seq_no === row.seq_no ? before.facts : blueprintFacts(parse(definition.get(row.id) as string)); // a row of this snapshot
        next.set(row.id, { seq_no: row.seq_no, facts });
        return { ...toLine(row), facts };
      }),
    )();
    known = next;
    return found;
  };
}

/** Versions without a blueprint of ours are those of built-in ones. */
function readKept(reads: Database.Database): (key: string) => ReturnType<BlueprintReads['keptBuiltIns']> {
  const newest = reads.prepare<[], { blueprint_id: string; version: number; definition: string }>(
    `SELECT blueprint_id, max(version) AS version, definition FROM blueprint_version v
      WHERE NOT EXISTS (SELECT 1 FROM blueprint b WHERE b.id = v.blueprint_id) GROUP BY blueprint_id`,
  );
  return () =>
    new Map(
      newest.all().map(({ blueprint_id, version, definition }) => [blueprint_id, { version, blueprint: parse(definition) }] as const),
    );
}

/** Reads and writes of one transaction. */
export function blueprintWrites(tx: Tx): BlueprintWrites {
  const rowOf = (id: string) => tx.blueprint.findUnique({ where: { id } });
  const find: BlueprintWrites['find'] = async (id) => {
    const row = await rowOf(id);
    return row?.draft == null ? undefined : toStored({ ...row, draft: row.draft });
  };
  return {
    find,
    insert: async (blueprint) => {
      const before = await rowOf(blueprint.id);
      if (before && before.draft !== null) return undefined;
      const made = { ...blueprint, last_version: before?.last_version ?? 0, seq_no: await nextSeqNo(tx, 'blueprint') };
      const data = toColumns(made);
      await tx.blueprint.upsert({ where: { id: made.id }, create: { id: made.id, ...data }, update: data });
      return made;
    },
    replace: async (blueprint) => {
      const seq_no = await nextSeqNo(tx, 'blueprint');
      const { id } = blueprint;
      const data = { ...toColumns(blueprint), seq_no };
      const { count } = await tx.blueprint.updateMany({ where: { id, seq_no: blueprint.seq_no }, data });
      return count === 0 ? undefined : { ...blueprint, seq_no };
    },
    freeze: async (blueprint_id, { version, at, by, note, blueprint }) => {
      const row = { at: BigInt(at), by, note, definition: JSON.stringify(blueprint) };
      await tx.blueprintVersion.upsert({
        where: { blueprint_id_version: { blueprint_id, version } },
        create: { blueprint_id, version, ...row },
        update: {}, // frozen is frozen
      });
    },
    remove: async (id) => {
      await tx.blueprintVersion.deleteMany({ where: { blueprint_id: id } });
      await tx.blueprint.updateMany({ where: { id }, data: { draft: null, version: 0, seq_no: await nextSeqNo(tx, 'blueprint') } });
    },
  };
}

const toColumns = (blueprint: StoredBlueprint) => ({
  seq_no: blueprint.seq_no,
  version: blueprint.version,
  last_version: blueprint.last_version,
  draft: JSON.stringify(blueprint.draft),
  has_draft: blueprint.has_draft,
  access: blueprint.access,
  owner_id: blueprint.owner_id,
  owner_name: blueprint.owner_name,
  fork_of_id: blueprint.fork_of?.id ?? null,
  fork_of_version: blueprint.fork_of?.version ?? null,
  created_time: BigInt(blueprint.created_time),
  updated_time: BigInt(blueprint.updated_time),
  updated_by: blueprint.updated_by ?? null,
});
