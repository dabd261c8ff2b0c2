import '#server-only';
import { Prisma } from '#generated/prisma/client.ts';
import type { Log } from '#lib/log.ts';
import type { FinishedRun, LastRuns } from '#lib/predict/last-runs.ts';
import type { Store } from './open.ts';

/** Milliseconds between two writes: however many predictions there are, the database sees one transaction a second. */
const interval = 1_000;

/**
 * Writes how predictions ended, behind them and together. What is waiting when the store closes is written then.
 * A failure to write loses nothing but this notice, so it is logged and forgotten.
 */
export function lastRunStore({ prisma, beforeClose }: Pick<Store, 'prisma' | 'beforeClose'>, log: Pick<Log, 'error'>): LastRuns {
  const waiting = { connector: new Map<string, FinishedRun>(), model: new Map<string, FinishedRun>() };
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const runs = [...waiting.connector.values(), ...waiting.model.values()];
    waiting.connector.clear();
    waiting.model.clear();
    if (runs.length === 0) return;
    try {
      await prisma.$executeRaw(upsert(runs));
    } catch (error) {
      log.error({ event: 'last_runs.lost', error });
    }
  }

  beforeClose.add(flush);
  return {
    note(run) {
      waiting[run.kind].set(run.target_id, run);
      // Not `unref`: a process that has nothing else to do may still write this down.
      timer ??= setTimeout(flush, interval);
    },
  };
}

/** A target that was deleted meanwhile gets no row. */
function upsert(runs: readonly FinishedRun[]): Prisma.Sql {
  const rows = runs.map(
    ({ kind, target_id, outcome, status, duration, finished_at }) =>
      Prisma.sql`(${kind}, ${target_id}, ${outcome}, ${status}, ${duration}, ${BigInt(finished_at)})`,
  );
  return Prisma.sql`
    WITH run (kind, target_id, outcome, status, duration, finished_at) AS (VALUES ${Prisma.join(rows)})
    INSERT INTO last_run (kind, target_id, outcome, status, duration, finished_at)
    SELECT * FROM run
    WHERE (kind = 'connector' AND target_id IN (SELECT id FROM connector)) OR (kind = 'model' AND target_id IN (SELECT id FROM model))
    ON CONFLICT (kind, target_id) DO UPDATE SET
      outcome = excluded.outcome, status = excluded.status, duration = excluded.duration, finished_at = excluded.finished_at`;
}
