import '#server-only';
import type Database from 'better-sqlite3';
import { isObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { StoredTask, TaskReads, TaskWrites } from '#lib/models/ports.ts';
import type { Task } from '#lib/models/task.ts';
import { type DocumentRow, documentReads, tombstone } from './document-store.ts';
import { everStoredIn, nextSeqNo, type Tx } from './sequence.ts';

const toStored = ({ id, seq_no, version, definition }: DocumentRow): StoredTask => ({
  id,
  seq_no,
  version,
  task: toTask(definition),
});

/** What a service said of its job keeps its numbers as they were written. */
function toTask(definition: string): Task {
  const task = JSON.parse(definition) as Task; // as we wrote it
  if (task.remote_job === undefined) return task;
  const whole = parseJson(definition, { dialect: 'text' });
  const remote_job = isObject(whole) ? whole.get('remote_job') : undefined;
  return { ...task, remote_job: isObject(remote_job) ? remote_job : new Map() };
}

export function taskReads(reads: Database.Database): TaskReads {
  const running = reads.prepare("SELECT count(*) FROM task WHERE task_type = 'BATCH_PREDICTION' AND state = 'RUNNING'").pluck();
  const open = reads
    .prepare("SELECT id FROM task WHERE task_type = 'BATCH_PREDICTION' AND state IN ('RUNNING', 'CANCELLING') ORDER BY created_time, id")
    .pluck();
  return {
    ...documentReads(reads, 'task', toStored),
    runningBatches: async () => running.get() as number, // a count
    openBatches: async () => open.all() as string[], // ids
  };
}

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
  replace: async ({ id, version: last }, task) => {
    const seq_no = await nextSeqNo(tx, 'task');
    const version = last + 1;
    await tx.task.update({ where: { id }, data: { seq_no, version, ...columnsOf(task) } });
    return { id, seq_no, version };
  },
  remove: async (id) => {
    const row = await tx.task.findUnique({ where: { id }, select: { id: true, version: true } });
    if (row) await tx.task.delete({ where: { id } });
    return tombstone(tx, 'task', id, row);
  },
});

const columnsOf = (task: Task) => ({
  definition: writeJson(task),
  task_type: task.task_type,
  state: task.state,
  model_id: task.model_id ?? null,
  created_time: BigInt(task.create_time),
  updated_time: BigInt(task.last_update_time),
});
