import '#server-only';
import type Database from 'better-sqlite3';
import type { RunStore, StoredMinute } from '#lib/runs/ports.ts';
import { addToCounts } from './finished-run-store.ts';
import type { Store } from './open.ts';

const hour = 3_600_000; // milliseconds
const mostForgotten = 1_000;

type Bound = Pick<StoredMinute, 'model_id' | 'outcome'> & {
  from: number;
  to: number;
  only: string;
  at: number;
  connector: string;
  most: number;
};

/** Counts of calls by minute. */
export function runMinutes({
  prisma,
  reads,
}: Pick<Store, 'prisma' | 'reads'>): Pick<RunStore, 'minutes' | 'forgetMinutes' | 'foldMinutes'> {
  const scan = minuteScans(reads);
  const oldest = reads
    .prepare<[number], number>('SELECT minute FROM run_minute WHERE minute % 3600000 <> 0 AND minute < ? LIMIT 1')
    .pluck();
  return {
    // The index is entered where the last rows ended: SQLite would enter it at `from` each time.
    minutes({ from, to, connector_id, after, most }) {
      const rest = { at: after?.minute ?? -1, connector: after?.connector_id ?? '', model_id: after?.model_id ?? '' };
      const bound = {
        from: after?.minute ?? from,
        to,
        only: connector_id ?? '',
        ...rest,
        outcome: after?.outcome ?? ('' as 'failed'),
        most,
      };
      return (connector_id === undefined ? scan.all : scan.ofConnector).all(bound);
    },
    forgetMinutes: (before) =>
      prisma.$executeRaw`DELETE FROM run_minute WHERE (minute, connector_id, model_id, outcome) IN
        (SELECT minute, connector_id, model_id, outcome FROM run_minute WHERE minute <= ${BigInt(before)} LIMIT ${mostForgotten})`,
    async foldMinutes(before) {
      const found = oldest.get(before);
      if (found === undefined) return false;
      const [start, end] = [BigInt(found - (found % hour)), BigInt(found - (found % hour) + hour)];
      await prisma.$transaction([
        prisma.$executeRaw`
          INSERT INTO run_minute (minute, connector_id, model_id, outcome, count, durations, input_tokens, output_tokens, total_tokens)
          SELECT ${start}, connector_id, model_id, outcome, count, durations, input_tokens, output_tokens, total_tokens
          FROM run_minute WHERE minute > ${start} AND minute < ${end}
          ${addToCounts}`,
        prisma.$executeRaw`DELETE FROM run_minute WHERE minute > ${start} AND minute < ${end}`,
      ]);
      return true;
    },
  };
}

function minuteScans(reads: Database.Database) {
  const all = (where: string) =>
    reads.prepare<[Bound], StoredMinute>(
      `SELECT minute, connector_id, model_id, outcome, count, durations, input_tokens, output_tokens, total_tokens FROM run_minute
       WHERE minute >= @from AND minute <= @to AND (minute, connector_id, model_id, outcome) > (@at, @connector, @model_id, @outcome)
       ${where} ORDER BY minute, connector_id, model_id, outcome LIMIT @most`,
    );
  return { all: all(''), ofConnector: all('AND connector_id = @only') };
}
