import type { Caller } from '#lib/access/caller.ts';
import { isAdministrator } from '#lib/connectors/connector-access.ts';
import { StudioError } from '#lib/errors.ts';
import { horizons } from '#lib/runs/ports.ts';
import type { BatchPorts, StoredBatch } from './ports.ts';

type AccessPorts = Pick<BatchPorts, 'batches' | 'settings' | 'now'>;

/** Its maker and an administrator (threats.md M-11). @throws StudioError 404 for one that is not there, not kept, or not theirs to see */
export function visibleBatch(caller: Caller, id: string, ports: AccessPorts): StoredBatch {
  const batch = ports.batches.find(id);
  if (batch && isKept(batch, ports) && (batch.user_id === caller.id || isAdministrator(caller))) return batch;
  throw new StudioError('resource_not_found_exception', 404, `Failed to find batch with the provided batch id: ${id}`);
}

/** Batches are forgotten with the runs. */
export const isKept = ({ finished_at }: StoredBatch, ports: Pick<AccessPorts, 'settings' | 'now'>) =>
  finished_at === null || finished_at > horizons(ports).runs;

/** Whether values and answers may be shown. */
export const hasBodies = ({ finished_at }: StoredBatch, ports: Pick<AccessPorts, 'settings' | 'now'>) => {
  const { bodies } = horizons(ports);
  return (finished_at ?? ports.now()) > bodies;
};
