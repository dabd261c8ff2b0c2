import '#server-only';
import type Database from 'better-sqlite3';
import type { ModelGroup } from '#lib/models/model-group.ts';
import type { GroupReads, GroupWrites, StoredGroup } from '#lib/models/ports.ts';
import { type DocumentRow, tombstone } from './document-store.ts';
import { everStored, everStoredIn, nextSeqNo, type Tx } from './sequence.ts';

type Row = DocumentRow & { owner_id: string | null };

const toStored = ({ id, seq_no, version, definition, owner_id }: Row): StoredGroup => ({
  id,
  seq_no,
  version,
  owner_id,
  group: JSON.parse(definition) as ModelGroup, // as we wrote it
});

export function groupReads(reads: Database.Database): GroupReads {
  const byId = reads.prepare('SELECT id, seq_no, version, definition, owner_id FROM model_group WHERE id = ?');
  const closed = reads
    .prepare(
      `SELECT id FROM model_group g WHERE access IN ('private', 'restricted') AND owner_id IS NOT ? AND NOT (access = 'restricted'
         AND EXISTS (SELECT 1 FROM json_each(g.definition, '$.backend_roles') r JOIN json_each(?) mine ON mine.value = r.value))`,
    )
    .pluck();
  return {
    everStored: async () => everStored(reads, 'model_group'),
    find: async (id) => {
      const row = byId.get(id) as Row | undefined; // the columns of the statement above
      return row && toStored(row);
    },
    closedTo: async ({ id, backend_roles }) => closed.all(id, JSON.stringify(backend_roles)) as string[], // ids
  };
}

export const groupWrites = (tx: Tx): GroupWrites => ({
  everStored: () => everStoredIn(tx, 'model_group'),
  find: async (id) => {
    const row = await tx.modelGroup.findUnique({ where: { id } });
    return row ? toStored(row) : undefined;
  },
  findByName: async (name) => {
    const row = await tx.modelGroup.findUnique({ where: { name } });
    return row ? toStored(row) : undefined;
  },
  hasModels: async (model_group_id) => (await tx.model.count({ where: { model_group_id } })) > 0,
  insert: async (id, group, owner_id) => {
    if ((await tx.modelGroup.count({ where: { id } })) > 0) return undefined;
    const seq_no = await nextSeqNo(tx, 'model_group');
    await tx.modelGroup.create({ data: { id, seq_no, version: 1, owner_id, ...columnsOf(group) } });
    return { id, seq_no, version: 1 };
  },
  replace: async ({ id, version: last }, group) => {
    const seq_no = await nextSeqNo(tx, 'model_group');
    await tx.modelGroup.update({ where: { id }, data: { seq_no, version: last + 1, ...columnsOf(group) } });
    return { id, seq_no, version: last + 1 };
  },
  remove: async (id) => {
    const row = await tx.modelGroup.findUnique({ where: { id }, select: { id: true, version: true } });
    if (row) await tx.modelGroup.delete({ where: { id } });
    return tombstone(tx, 'model_group', id, row);
  },
});

const columnsOf = (group: ModelGroup) => ({
  definition: JSON.stringify(group),
  name: group.name,
  latest_version: group.latest_version,
  access: group.access,
  created_time: BigInt(group.created_time),
  updated_time: BigInt(group.last_updated_time),
});
