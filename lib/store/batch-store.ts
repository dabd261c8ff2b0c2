import '#server-only';
import type Database from 'better-sqlite3';
import { Prisma } from '#generated/prisma/client.ts';
import type { BatchState, RetriedOutcome, RowCounts } from '#lib/batches/batch.ts';
import { rowOutcomes } from '#lib/batches/batch.ts';
import type {
  BatchStore,
  BatchSums,
  ClaimedRow,
  NewBatch,
  RowScan,
  StoredAnswer,
  StoredBatch,
  StoredBatchRow,
} from '#lib/batches/ports.ts';
import type { Store } from './open.ts';

/** Batches that one statement forgets: each may have a thousand rows. */
const mostForgotten = 5;
const mostRowsForgotten = 500;

/** Rows of one statement; SQLite binds 32,766 values. */
const rowsAtOnce = 5_000;

/** Batches: written through Prisma, read through the read-only connection. */
export const batchStore = ({ prisma, reads }: Pick<Store, 'prisma' | 'reads'>): BatchStore => ({
  ...batchReads(reads),
  ...rowReads(reads),
  ...batchWrites(prisma),
  ...rowWrites(prisma),
  ...forgetting(prisma),
});

const batchColumns = `n, id, target_kind, target_id, target_name, mode, action_type, algorithm, mapping, columns, concurrency, total, state,
  reason, user_id, user_name, role, created_at, finished_at, idempotency_key, request_hash`;

function batchReads(reads: Database.Database): Pick<BatchStore, 'find' | 'findByKey' | 'list' | 'open'> {
  const byId = reads.prepare<[string], StoredBatch>(`SELECT ${batchColumns} FROM batch WHERE id = ?`);
  const byKey = reads.prepare<[string, string], StoredBatch>(`SELECT ${batchColumns} FROM batch WHERE user_id = ? AND idempotency_key = ?`);
  const all = reads.prepare<[number, number], StoredBatch>(`SELECT ${batchColumns} FROM batch WHERE n < ? ORDER BY n DESC LIMIT ?`);
  const own = reads.prepare<[string, number, number], StoredBatch>(
    `SELECT ${batchColumns} FROM batch WHERE user_id = ? AND n < ? ORDER BY n DESC LIMIT ?`,
  );
  const open = reads.prepare<[], string>("SELECT id FROM batch WHERE state IN ('running', 'stopping') ORDER BY n").pluck();
  return {
    find: (id) => byId.get(id),
    findByKey: (user_id, key) => byKey.get(user_id, key),
    list({ user_id, before = Number.MAX_SAFE_INTEGER, most }) {
      return user_id === undefined ? all.all(before, most) : own.all(user_id, before, most);
    },
    open: () => open.all(),
  };
}

const rowColumns = `r.row, r.outcome, r.cells, r.answer, r.attempts, r.run_id, r.failed_step, r.status, r.error_type, r.error_reason,
  r.finished_at, r.duration, r.input_tokens, r.output_tokens, r.total_tokens`;

function rowReads(reads: Database.Database): Pick<BatchStore, 'sums' | 'rows' | 'answers'> {
  type Sum = { outcome: keyof RowCounts; count: number } & { [Name in 'duration' | 'input' | 'output' | 'total']: number | null };
  const sums = reads.prepare<[string], Sum>(
    `SELECT outcome, count(*) AS count, sum(duration) AS duration, sum(input_tokens) AS input, sum(output_tokens) AS output,
       sum(total_tokens) AS total FROM batch_row WHERE batch_id = ? GROUP BY outcome`,
  );
  const model = reads
    .prepare<[string], string | null>(
      `SELECT n.service_model FROM batch_row r JOIN run n ON n.id = r.run_id WHERE r.batch_id = ? AND r.outcome = 'answered' LIMIT 1`,
    )
    .pluck();
  const where = 'r.batch_id = ? AND r.row > ? AND r.outcome IN (SELECT value FROM json_each(?)) ORDER BY r.row LIMIT ?';
  type Bound = [string, number, string, number];
  const rows = reads.prepare<Bound, StoredBatchRow>(`SELECT ${rowColumns} FROM batch_row r WHERE ${where}`);
  const answers = reads.prepare<Bound, StoredAnswer>(
    `SELECT ${rowColumns}, b.response, b.cut FROM batch_row r LEFT JOIN run_body b ON b.run_id = r.run_id WHERE ${where}`,
  );
  const bound = ({ id, after, outcomes, most }: RowScan): Bound => [id, after, JSON.stringify(outcomes), most];
  return {
    sums: (id) => ({ ...sumsOf(sums.all(id)), service_model: model.get(id) ?? null }),
    rows: (scan) => rows.all(...bound(scan)),
    answers: (scan) => answers.all(...bound(scan)),
  };

  function sumsOf(found: readonly Sum[]): Omit<BatchSums, 'service_model'> {
    const counts = Object.fromEntries(rowOutcomes.map((name) => [name, 0])) as RowCounts; // as: of every outcome
    for (const { outcome, count } of found) counts[outcome] = count;
    const ended = found.filter(({ outcome }) => outcome === 'answered' || outcome === 'failed');
    const total = (of: readonly Sum[], name: 'duration' | 'input' | 'output' | 'total') =>
      of.reduce<number | null>((sum, row) => (row[name] === null ? sum : (sum ?? 0) + row[name]), null);
    return {
      counts,
      duration: total(ended, 'duration') ?? 0,
      ended: ended.reduce((sum, { count }) => sum + count, 0),
      input_tokens: total(found, 'input'),
      output_tokens: total(found, 'output'),
      total_tokens: total(found, 'total'),
    };
  }
}

function batchWrites(prisma: Store['prisma']): Pick<BatchStore, 'create' | 'settle' | 'stop' | 'retry'> {
  return {
    create: async (batch, cells) => {
      const { idempotency_key: key, user_id } = batch;
      return prisma.$transaction(async (tx) => {
        if (key !== null && (await tx.batch.count({ where: { user_id, idempotency_key: key } })) > 0) return false;
        await tx.batch.create({ data: rowOf(batch) });
        for (let from = 0; from < cells.length; from += rowsAtOnce) {
          const rows = cells
            .slice(from, from + rowsAtOnce)
            .map((text, at) => Prisma.sql`(${batch.id}, ${from + at + 1}, 'waiting', ${text}, 0)`);
          await tx.$executeRaw`INSERT INTO batch_row (batch_id, row, outcome, cells, attempts) VALUES ${Prisma.join(rows)}`;
        }
        return true;
      });
    },
    async settle(id, at) {
      return prisma.$transaction(async (tx) => {
        const batch = await tx.batch.findUnique({ where: { id }, select: { state: true } });
        if (!batch) return undefined;
        const next = await nextState(tx, id, batch.state as BatchState); // as we wrote it
        if (next !== batch.state) await tx.batch.update({ where: { id }, data: { state: next, finished_at: BigInt(at) } });
        return next;
      });
    },
    async stop(id, reason) {
      await prisma.batch.updateMany({ where: { id, state: 'running' }, data: { state: 'stopping', reason: reason ?? null } });
    },
    retry: (id, outcomes: readonly RetriedOutcome[]) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.batchRow.updateMany({
          where: { batch_id: id, outcome: { in: [...outcomes] }, cells: { not: null } },
          data: { ...blank, outcome: 'waiting' },
        });
        if (count > 0) await tx.batch.update({ where: { id }, data: { state: 'running', reason: null, finished_at: null } });
        return count;
      }),
  };
}

const rowOf = ({ created_at, ...batch }: NewBatch) => ({ ...batch, state: 'running', created_at: BigInt(created_at) });

type Inside = Parameters<Parameters<Store['prisma']['$transaction']>[0]>[0];

async function nextState(tx: Inside, id: string, state: BatchState): Promise<BatchState> {
  if (state === 'stopping') {
    await tx.batchRow.updateMany({ where: { batch_id: id, outcome: 'waiting' }, data: { outcome: 'not_sent' } });
    return 'stopped';
  }
  if (state !== 'running') return state;
  const waiting = await tx.batchRow.findFirst({ where: { batch_id: id, outcome: 'waiting' }, select: { row: true } });
  return waiting ? 'running' : 'finished';
}

const blank = {
  answer: null,
  failed_step: null,
  status: null,
  error_type: null,
  error_reason: null,
  finished_at: null,
  duration: null,
  input_tokens: null,
  output_tokens: null,
  total_tokens: null,
};

function rowWrites(prisma: Store['prisma']): Pick<BatchStore, 'claim' | 'giveBack' | 'endRow' | 'loseRows'> {
  return {
    async claim(id, run_id, at) {
      // One statement: no two lanes take the same row, and none is taken of a batch that was told to stop.
      const [taken] = await prisma.$queryRaw<{ row: bigint | number; cells: string | null }[]>`
        UPDATE batch_row SET outcome = 'running', run_id = ${run_id}, started_at = ${BigInt(at)}, attempts = attempts + 1
        WHERE batch_id = ${id} AND row = (
          SELECT row FROM batch_row WHERE batch_id = ${id} AND outcome = 'waiting'
            AND EXISTS (SELECT 1 FROM batch WHERE id = ${id} AND state = 'running') ORDER BY row LIMIT 1)
        RETURNING row, cells`;
      return taken && ({ row: Number(taken.row), cells: taken.cells } satisfies ClaimedRow);
    },
    async giveBack(batch_id, row) {
      await prisma.batchRow.updateMany({
        where: { batch_id, row, outcome: 'running' },
        data: { outcome: 'waiting', run_id: null, started_at: null, attempts: { decrement: 1 } },
      });
    },
    async endRow(batch_id, row, run_id, { finished_at, ...end }, cells) {
      await prisma.batchRow.updateMany({
        where: { batch_id, row, run_id, outcome: 'running' },
        data: { ...end, finished_at: BigInt(finished_at), ...(cells !== undefined && { cells }) },
      });
    },
    async loseRows(at, id) {
      const only = id === undefined ? Prisma.empty : Prisma.sql`AND batch_id = ${id}`;
      await prisma.$executeRaw`
        UPDATE batch_row SET
          outcome = coalesce((SELECT outcome FROM run WHERE id = run_id AND outcome IN ('answered', 'failed')), 'unknown'),
          (status, error_type, failed_step, duration, input_tokens, output_tokens, total_tokens) = (SELECT status, error_type, failed_step,
            duration, input_tokens, output_tokens, total_tokens FROM run WHERE id = run_id AND outcome IN ('answered', 'failed')),
          finished_at = ${BigInt(at)}
        WHERE outcome = 'running' ${only}`;
    },
  };
}

function forgetting(prisma: Store['prisma']): Pick<BatchStore, 'forgetKeys' | 'forgetBatches' | 'forgetBatchBodies'> {
  return {
    async forgetKeys(before) {
      await prisma.batch.updateMany({
        where: { created_at: { lte: BigInt(before) }, idempotency_key: { not: null } },
        data: { idempotency_key: null, request_hash: null },
      });
    },
    forgetBatches: (before) =>
      prisma.$executeRaw`DELETE FROM batch WHERE n IN (SELECT n FROM batch WHERE finished_at <= ${BigInt(before)} LIMIT ${mostForgotten})`,
    // Of a batch that was taken up again nothing is forgotten before it has ended again: its rows have to be sent.
    forgetBatchBodies: (before) =>
      prisma.$executeRaw`
        UPDATE batch_row SET cells = NULL, answer = NULL, error_reason = NULL WHERE (batch_id, row) IN (
          SELECT r.batch_id, r.row FROM batch b CROSS JOIN batch_row r ON r.batch_id = b.id
          WHERE b.finished_at <= ${BigInt(before)} AND r.cells IS NOT NULL LIMIT ${mostRowsForgotten})`,
  };
}
