import { operation } from '#lib/access/operation.ts';
import { illegalArgument } from '#lib/errors.ts';
import { parseJson } from '#lib/json/read-json.ts';
import type { Writable } from '#lib/json/write-json.ts';
import { listOf } from '#lib/search/page.ts';
import { type RowOutcome, rowOutcomes } from './batch.ts';
import { hasBodies, visibleBatch } from './batch-access.ts';
import type { BatchPorts, StoredBatchRow } from './ports.ts';
import { maskedCells } from './run-row.ts';
import { usageOf } from './show-batch.ts';

const mostItems = 100;

type Wish = { batch_id: string; outcome?: string | undefined; cursor?: string | undefined; size?: number | undefined };

/** Rows in the order in which they came. @throws StudioError 404; 400 for an outcome or a cursor that is none */
export const listRows = operation('batch.read', async (caller, wish: Wish, ports: BatchPorts) => {
  const batch = visibleBatch(caller, wish.batch_id, ports);
  const most = Math.min(Math.max(wish.size ?? 50, 1), mostItems);
  const after = wish.cursor === undefined ? 0 : readCursor(wish.cursor);
  const found = ports.batches.rows({ id: batch.id, outcomes: outcomesIn(wish.outcome), after, most: most + 1 });
  const page = found.slice(0, most);
  const last = page.at(-1);
  const withBodies = hasBodies(batch, ports);
  return {
    items: page.map((row) => rowView(row, withBodies)),
    next_cursor: found.length > most && last ? String(last.row) : null,
  };
});

/** A filter with several values takes any of them. @throws StudioError 400 */
export function outcomesIn(text: string | undefined): readonly RowOutcome[] {
  const wanted = listOf(text);
  const unknown = wanted.find((name) => !rowOutcomes.some((known) => known === name));
  if (unknown !== undefined) throw illegalArgument(`A row is one of [${rowOutcomes.join(', ')}], not [${unknown}]`);
  return wanted.length > 0 ? (wanted as RowOutcome[]) : rowOutcomes; // as: each was looked up
}

/** @throws StudioError 400 */
export function readCursor(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw illegalArgument('The cursor is none of this list');
  return Number(text);
}

/** A row as it is shown; what is not known is left out. */
export function rowView(row: StoredBatchRow, withBodies: boolean): Record<string, Writable> {
  const { outcome, answer, attempts, run_id, failed_step, status, error_type, error_reason, finished_at, duration } = row;
  const usage = usageOf(row);
  return {
    row: row.row,
    outcome,
    values: withBodies && row.cells !== null ? parseJson(maskedCells(row.cells)) : null,
    ...(withBodies && answer !== null && { answer }),
    attempts,
    ...(run_id !== null && { run_id }),
    ...(failed_step !== null && { failed_step }),
    ...(status !== null && { status }),
    ...(error_type !== null && { error: { type: error_type, reason: (withBodies ? error_reason : null) ?? 'The reason is not kept.' } }),
    ...(finished_at !== null && { finished_at }),
    ...(duration !== null && { duration_ms: duration }),
    ...(Object.keys(usage).length > 0 && { usage }),
  };
}
