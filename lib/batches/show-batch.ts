import { operation } from '#lib/access/operation.ts';
import type { Batch, Mapping } from './batch.ts';
import { hasBodies, visibleBatch } from './batch-access.ts';
import type { BatchPorts, BatchSums, StoredBatch } from './ports.ts';
import { targetOf } from './run-row.ts';

/** @throws StudioError 404 */
export const showBatch = operation(
  'batch.read',
  async (caller, { batch_id }: { batch_id: string }, ports: BatchPorts): Promise<Batch> =>
    shown(visibleBatch(caller, batch_id, ports), ports),
);

/** A batch as it stands now. */
export function shown(batch: StoredBatch, ports: Pick<BatchPorts, 'batches' | 'settings' | 'now'>): Batch {
  const sums = ports.batches.sums(batch.id);
  return {
    batch_id: batch.id,
    target: targetOf(batch),
    target_name: batch.target_name,
    mode: batch.mode,
    ...(batch.action_type !== null && { action_type: batch.action_type }),
    ...(batch.algorithm !== null && { algorithm: batch.algorithm }),
    mapping: JSON.parse(batch.mapping) as Mapping, // as it was created
    columns: JSON.parse(batch.columns) as string[],
    concurrency: batch.concurrency,
    state: batch.state,
    ...(batch.reason !== null && { reason: batch.reason }),
    user: batch.user_name,
    total: batch.total,
    counts: sums.counts,
    usage: usageOf(sums),
    ...(sums.service_model !== null && { service_model: sums.service_model }),
    created_at: batch.created_at,
    finished_at: batch.finished_at,
    left_ms: leftOf(batch, sums),
    bodies: hasBodies(batch, ports) ? 'kept' : 'not_kept',
  };
}

/** Tokens, as far as the service counts them. */
export const usageOf = ({
  input_tokens,
  output_tokens,
  total_tokens,
}: Pick<BatchSums, 'input_tokens' | 'output_tokens' | 'total_tokens'>) => ({
  ...(input_tokens !== null && { input: input_tokens }),
  ...(output_tokens !== null && { output: output_tokens }),
  ...(total_tokens !== null && { total: total_tokens }),
});

/** If rows take as long as those before: right also after a pause or a restart, because only time in flight counts. */
function leftOf({ state, concurrency }: StoredBatch, { counts, duration, ended }: BatchSums): number | null {
  if (state !== 'running' || ended === 0) return null;
  return Math.round(
    ((duration / ended) * (counts.waiting + counts.running / 2)) / Math.max(1, Math.min(concurrency, counts.waiting + counts.running)),
  );
}
