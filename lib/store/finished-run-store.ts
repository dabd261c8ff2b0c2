import '#server-only';
import { Prisma } from '#generated/prisma/client.ts';
import type { Log } from '#lib/log.ts';
import type { FinishedRun, FinishedRuns } from '#lib/predict/finished-run.ts';
import { serviceModelOf } from '#lib/predict/service-model.ts';
import { type MinuteCount, makeRunRecorder } from '#lib/runs/run-recorder.ts';
import { newId } from './new-id.ts';
import type { Store } from './open.ts';

/** Milliseconds between two writes: however many predictions there are, the database sees one transaction a second. */
const interval = 1_000;

/** Rows of one statement; SQLite binds 32,766 values. */
const mostRows = 2_000;

export type FinishedRunStore = FinishedRuns & { /** Writes what is waiting. */ flush(): Promise<void> };

/**
 * Writes how predictions ended, behind them and together: the last run of each target, the counts of each minute, and some rows of history.
 * What is waiting when the store closes is written then. A failure to write loses nothing but this, so it is logged and forgotten.
 */
export function finishedRunStore(
  { prisma, beforeClose }: Pick<Store, 'prisma' | 'beforeClose'>,
  log: Pick<Log, 'error'>,
): FinishedRunStore {
  const recorder = makeRunRecorder();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const waiting = recorder.take();
    if (!waiting) return;
    const { last, counts, rows } = waiting;
    const statements = [...inParts(last.flatMap(lastRunsOf), upsertLast), ...inParts(counts, upsertCounts), ...inParts(rows, insertRows)];
    try {
      await prisma.$transaction(statements.map((statement) => prisma.$executeRaw(statement)));
    } catch (error) {
      log.error({ event: 'runs.lost', error });
    }
  }

  beforeClose.add(flush);
  return {
    note(run) {
      recorder.note(run);
      // Not `unref`: a process that has nothing else to do may still write this down.
      timer ??= setTimeout(flush, interval);
    },
    flush,
  };
}

function inParts<Row>(rows: readonly Row[], write: (part: readonly Row[]) => Prisma.Sql): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  for (let at = 0; at < rows.length; at += mostRows) parts.push(write(rows.slice(at, at + mostRows)));
  return parts;
}

type LastRun = { kind: 'connector' | 'model'; target_id: string; run: FinishedRun };

function lastRunsOf(run: FinishedRun): LastRun[] {
  const { connector_id, model } = run.target;
  return [
    ...(model ? [{ kind: 'model' as const, target_id: model.id, run }] : []),
    ...(model?.id === connector_id ? [] : [{ kind: 'connector' as const, target_id: connector_id, run }]),
  ];
}

/** A target that was deleted meanwhile gets no row. */
function upsertLast(runs: readonly LastRun[]): Prisma.Sql {
  const rows = runs.map(
    ({ kind, target_id, run: { outcome, status, duration, finished_at } }) =>
      Prisma.sql`(${kind}, ${target_id}, ${outcome}, ${status}, ${Math.round(duration)}, ${BigInt(finished_at)})`,
  );
  return Prisma.sql`
    WITH ended (kind, target_id, outcome, status, duration, finished_at) AS (VALUES ${Prisma.join(rows)})
    INSERT INTO last_run (kind, target_id, outcome, status, duration, finished_at)
    SELECT * FROM ended
    WHERE (kind = 'connector' AND target_id IN (SELECT id FROM connector)) OR (kind = 'model' AND target_id IN (SELECT id FROM model))
    ON CONFLICT (kind, target_id) DO UPDATE SET
      outcome = excluded.outcome, status = excluded.status, duration = excluded.duration, finished_at = excluded.finished_at`;
}

/** Adds to what is there, bucket by bucket. */
function upsertCounts(counts: readonly MinuteCount[]): Prisma.Sql {
  const rows = counts.map(({ minute, connector_id, model_id, outcome, count, durations, input_tokens, output_tokens, total_tokens }) => {
    const buckets = JSON.stringify(Object.fromEntries(durations));
    const key = Prisma.sql`${BigInt(minute)}, ${connector_id}, ${model_id}, ${outcome}`;
    return Prisma.sql`(${key}, ${count}, ${buckets}, ${input_tokens}, ${output_tokens}, ${total_tokens})`;
  });
  return Prisma.sql`
    INSERT INTO run_minute (minute, connector_id, model_id, outcome, count, durations, input_tokens, output_tokens, total_tokens)
    VALUES ${Prisma.join(rows)}
    ${addToCounts}`;
}

/** The end of an INSERT into run_minute: what is there already is added to, bucket by bucket. */
export const addToCounts = Prisma.sql`
    ON CONFLICT (minute, connector_id, model_id, outcome) DO UPDATE SET
      count = count + excluded.count,
      durations = (
        SELECT json_group_object(bucket, held) FROM (
          SELECT key AS bucket, sum(value) AS held FROM (
            SELECT key, value FROM json_each(run_minute.durations) UNION ALL SELECT key, value FROM json_each(excluded.durations)
          ) GROUP BY key
        )
      ),
      input_tokens = input_tokens + excluded.input_tokens,
      output_tokens = output_tokens + excluded.output_tokens,
      total_tokens = total_tokens + excluded.total_tokens`;

/** Calls of `_predict`: neither input nor answer. */
function insertRows(runs: readonly FinishedRun[]): Prisma.Sql {
  const rows = runs.map(({ target, caller, action, outcome, status, error_type = null, duration, finished_at, usage = {} }) => {
    const { connector_id, connector, model } = target;
    const called = Prisma.sql`${connector_id}, ${connector.name ?? ''}, ${model?.id ?? null}, ${model?.model.name ?? null}, ${action}`;
    const ended = Prisma.sql`${outcome}, ${status}, ${error_type}, ${caller.id}, ${caller.username}`;
    const times = Prisma.sql`${BigInt(finished_at - Math.round(duration))}, ${BigInt(finished_at)}, ${Math.round(duration)}`;
    const tokens = Prisma.sql`${usage.input ?? null}, ${usage.output ?? null}, ${usage.total ?? null}`;
    const service_model = serviceModelOf(connector, action) ?? null; // without what the call itself chose, which is not looked at
    return Prisma.sql`(${newId()}, 'api', 'send', FALSE, ${called}, ${ended}, ${times}, ${tokens}, ${service_model})`;
  });
  return Prisma.sql`
    INSERT INTO run (id, via, mode, is_draft, connector_id, connector_name, model_id, model_name, action,
      outcome, status, error_type, user_id, user_name, started_at, finished_at, duration, input_tokens, output_tokens, total_tokens,
      service_model)
    VALUES ${Prisma.join(rows)}`;
}
