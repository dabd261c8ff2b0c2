import '#server-only';
import type Database from 'better-sqlite3';
import type { StoredTask, TaskReads, TaskWrites } from '#lib/models/ports.ts';
import type { Task } from '#lib/models/task.ts';
import { type DocumentRow, documentReads, tombstone } from './document-store.ts';
import { everStoredIn, nextSeqNo, type Tx } from './sequence.ts';

const toStored = ({ id, seq_no, version, definition }: DocumentRow): StoredTask => ({
  id,
  seq_no,
  version,
  task: JSON.parse(definition) as Task, // as we wrote it
});

export const taskReads = (reads: Database.Database): TaskReads => documentReads(reads, 'task', toStored);

export const taskWrites = (tx: Tx): TaskWrites => ({
  everStored: () => everStoredIn(tx, 'task'),
  find: async (id) => {
    const row = await tx.task.findUnique({ where: { id } });
    return row ? toStored(row) : undefined;
  },
  insert: async (id, task) => {
    const seq_no = await nextSeqNo(tx, 'task');
    await tx.task.create({ data: { id, seq_no, version: 1, ...columnsOf(task) } });
    return { id, seq_no, version: 1 };
  },
  remove: async (id) => {
    const row = await tx.task.findUnique({ where: { id }, select: { id: true, version: true } });
    if (row) await tx.task.delete({ where: { id } });
    return tombstone(tx, 'task', id, row);
  },
});

const columnsOf = (task: Task) => ({
  definition: JSON.stringify(task),
  task_type: task.task_type,
  state: task.state,
  model_id: task.model_id,
  created_time: BigInt(task.create_time),
  updated_time: BigInt(task.last_update_time),
});
