import { operation } from '#lib/access/operation.ts';
import { horizons } from '#lib/runs/ports.ts';
import type { BatchPorts } from './ports.ts';

type Forgetting = Pick<BatchPorts, 'batches' | 'breathe'>;

/** Forgets every batch that is done. */
export const clearBatches = operation('data.clear', async (_caller, _input: undefined, ports: Forgetting): Promise<void> => {
  await repeat(ports, () => ports.batches.forgetBatches(Number.MAX_SAFE_INTEGER));
});

/** Forgets what the settings do not keep any longer, a little at a time. @param signal ends it between two steps */
export async function tidyBatches(ports: Forgetting & Pick<BatchPorts, 'settings' | 'now'>, signal?: AbortSignal): Promise<void> {
  const { runs, bodies } = horizons(ports);
  await repeat(ports, () => ports.batches.forgetBatchBodies(bodies), signal);
  await repeat(ports, () => ports.batches.forgetBatches(runs), signal);
}

async function repeat({ breathe }: Forgetting, forget: () => Promise<number>, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await forget()) > 0) await breathe();
}
