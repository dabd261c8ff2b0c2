import '#server-only';
import type Database from 'better-sqlite3';
import type { ModelGroup } from '#lib/models/model-group.ts';
import type { GroupReads, GroupWrites, StoredGroup } from '#lib/models/ports.ts';
import { type DocumentRow, documentReads, tombstone } from './document-store.ts';
import { everStoredIn, nextSeqNo, type Tx } from './sequence.ts';

const toStored = ({ id, seq_no, version, definition }: DocumentRow): StoredGroup => ({
  id,
  seq_no,
  version,
  group: JSON.parse(definition) as ModelGroup, // as we wrote it
});

export const groupReads = (reads: Database.Database): GroupReads => documentReads(reads, 'model_group', toStored);

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
  insert: async (id, group) => {
    if ((await tx.modelGroup.count({ where: { id } })) > 0) return undefined;
    const seq_no = await nextSeqNo(tx, 'model_group');
    await tx.modelGroup.create({ data: { id, seq_no, version: 1, ...columnsOf(group) } });
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
  created_time: BigInt(group.created_time),
  updated_time: BigInt(group.last_updated_time),
});
