import '#server-only';
import type Database from 'better-sqlite3';
import type { RunBodies, RunExtras, RunStore, Scan, StoredRow, StoredRun } from '#lib/runs/ports.ts';
import type { FinishedRunStore } from './finished-run-store.ts';
import type { Store } from './open.ts';
import { runMinutes } from './run-minute-store.ts';

/** Rows that one statement forgets: the others wait that long and no longer. */
const mostForgotten = 500;

/** The history of predictions: written through Prisma, read through the read-only connection. */
export function runStore({ prisma, reads }: Pick<Store, 'prisma' | 'reads'>, { flush }: Pick<FinishedRunStore, 'flush'>): RunStore {
  return {
    async keep({ bodies, started_at, finished_at, ...run }) {
      const times = { started_at: BigInt(started_at), finished_at: BigInt(finished_at) };
      const body = bodies && { body: { create: { ...bodies, finished_at: times.finished_at } } };
      await prisma.run.create({ data: { ...run, ...times, ...body } });
    },
    ...runReads(reads),
    async share(run_id, at) {
      await prisma.runShare.upsert({ where: { run_id }, create: { run_id, shared_at: BigInt(at) }, update: {} });
    },
    forgetRuns: (before) =>
      prisma.$executeRaw`DELETE FROM run WHERE n IN (SELECT n FROM run WHERE finished_at <= ${BigInt(before)} LIMIT ${mostForgotten})`,
    forgetBodies: (before) =>
      prisma.$executeRaw`DELETE FROM run_body WHERE run_id IN
        (SELECT run_id FROM run_body WHERE finished_at <= ${BigInt(before)} LIMIT ${mostForgotten})`,
    ...runMinutes({ prisma, reads }),
    flush,
  };
}

const columns = `n id via mode connector_id connector_name model_id model_name is_draft action outcome failed_step status error_type
  user_id user_name started_at finished_at duration input_tokens output_tokens total_tokens service_model`.split(/\s+/);
// With their names, because a union is ordered by those.
const facts = `${columns.map((name) => `r.${name} AS ${name}`).join(', ')}, b.summary AS summary, s.shared_at AS shared_at`;
const bodyOfRun = 'LEFT JOIN run_body b ON b.run_id = r.id';
const shareOfRun = 'LEFT JOIN run_share s ON s.run_id = r.id';

type Facts = Omit<StoredRow, 'is_draft'> & { is_draft: number };
const toRow = ({ is_draft, ...row }: Facts): StoredRow => ({ ...row, is_draft: is_draft === 1 });

type Whole = Facts & RunExtras & { cut: string | null } & { [Name in 'draft' | 'input' | 'response' | 'body_trace']: string | null };

function runReads(reads: Database.Database): Pick<RunStore, 'find' | 'scan'> {
  const one = reads.prepare<[string], Whole>(
    `SELECT ${facts}, r.request, r.trace, b.draft, b.input, b.response, b.trace AS body_trace, b.cut
     FROM run r ${bodyOfRun} ${shareOfRun} WHERE r.id = ?`,
  );
  const scans = { older: scanOf(reads, '<', 'DESC'), newer: scanOf(reads, '>', 'ASC') };
  return {
    find(id) {
      const row = one.get(id);
      return row && toRun(row);
    },
    scan: ({ dir, ...scan }) => scans[dir](scan).map(toRow),
  };
}

function toRun({ request, trace, draft, input, response, body_trace, cut, ...row }: Whole): StoredRun {
  const bodies: RunBodies | undefined = cut === null ? undefined : { summary: row.summary, draft, input, response, trace: body_trace, cut };
  return { ...toRow(row), request, trace, bodies };
}

type Bound = { user_id: string; connector_id: string; from: number; to: number; at: number; n: number; most: number };

/** One direction of the list, along the index that fits. */
function scanOf(reads: Database.Database, beyond: '<' | '>', order: 'ASC' | 'DESC') {
  const between = `r.finished_at BETWEEN @from AND @to AND (r.finished_at, r.n) ${beyond} (@at, @n)`;
  const inOrder = `ORDER BY finished_at ${order}, n ${order} LIMIT @most`;
  const all = (where: string) =>
    reads.prepare<[Bound], Facts>(`SELECT ${facts} FROM run r ${bodyOfRun} ${shareOfRun} WHERE ${between} ${where} ${inOrder}`);
  // Two ordered parts that SQLite merges: what the user ran, and the few that others have shared (CROSS: it starts from those).
  const own = reads.prepare<[Bound], Facts>(
    `SELECT ${facts} FROM run r ${bodyOfRun} ${shareOfRun} WHERE r.user_id = @user_id AND ${between}
     UNION ALL
     SELECT ${facts} FROM run_share s CROSS JOIN run r ON r.id = s.run_id ${bodyOfRun} WHERE r.user_id <> @user_id AND ${between}
     ${inOrder}`,
  );
  const every = all('');
  const ofConnector = all('AND r.connector_id = @connector_id');
  return ({ user_id, connector_id, from, to, position, most }: Omit<Scan, 'dir'>): Facts[] => {
    const start = position ?? (beyond === '<' ? { at: Number.MAX_SAFE_INTEGER, n: 0 } : { at: 0, n: 0 });
    // The index is entered where the last page ended: SQLite would enter it at `to`, or at `from`, each time.
    const between = beyond === '<' ? { from, to: Math.min(to, start.at) } : { from: Math.max(from, start.at), to };
    const bound = { user_id: user_id ?? '', connector_id: connector_id ?? '', ...between, ...start, most };
    if (user_id !== undefined) return own.all(bound);
    return (connector_id === undefined ? every : ofConnector).all(bound);
  };
}
