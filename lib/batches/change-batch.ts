import { operation } from '#lib/access/operation.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import type { Batch, RetriedOutcome } from './batch.ts';
import { visibleBatch } from './batch-access.ts';
import type { BatchPorts } from './ports.ts';
import { shown } from './show-batch.ts';

/** Takes no more rows; those in flight come to their end. @throws StudioError 404 */
export const stopBatch = operation(
  'batch.update',
  async (caller, { batch_id }: { batch_id: string }, ports: BatchPorts): Promise<Batch> => {
    visibleBatch(caller, batch_id, ports);
    await ports.batches.stop(batch_id);
    ports.batchRunner.wake(batch_id);
    return shown(visibleBatch(caller, batch_id, ports), ports);
  },
);

type Retry = { batch_id: string; outcomes: readonly RetriedOutcome[] };

/**
 * Sends rows again that ended in one of these ways, and no others.
 * @throws StudioError 404; 409 while it is stopping; 400 when there is no such row, or its values are not kept any more
 */
export const retryBatch = operation('batch.update', async (caller, { batch_id, outcomes }: Retry, ports: BatchPorts): Promise<Batch> => {
  const batch = visibleBatch(caller, batch_id, ports);
  if (batch.state === 'stopping') throw statusError(409, 'The batch is stopping. Try again when it has stopped.');
  const { counts } = ports.batches.sums(batch_id);
  if (outcomes.every((outcome) => counts[outcome] === 0)) throw illegalArgument(`No row is ${outcomes.join(' or ')}`);
  if ((await ports.batches.retry(batch_id, outcomes)) === 0) throw illegalArgument('The values of these rows are not kept any more');
  ports.batchRunner.wake(batch_id);
  return shown(visibleBatch(caller, batch_id, ports), ports);
});
