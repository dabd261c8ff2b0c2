import { operation } from '#lib/access/operation.ts';
import { horizons, type RunPorts } from './ports.ts';

type Forgetting = Pick<RunPorts, 'runs' | 'breathe'>;

const hour = 3_600_000; // milliseconds
const later = Number.MAX_SAFE_INTEGER;

/** Minutes are told for two days; after that an hour is exact enough. */
export const minutesKept = 48 * hour;

/** Forgets every run, shared or not, and every count. */
export const clearRuns = operation('data.clear', async (_caller, _input: undefined, ports: Forgetting): Promise<{ acknowledged: true }> => {
  const { runs } = ports;
  await runs.flush();
  await repeat(ports, () => runs.forgetRuns(later));
  await repeat(ports, () => runs.forgetMinutes(later));
  return { acknowledged: true };
});

/** Forgets what the settings do not keep any longer, a little at a time. @param signal ends it between two steps */
export async function tidyRuns(ports: Omit<RunPorts, 'targets'>, signal?: AbortSignal): Promise<void> {
  const { runs } = ports;
  const { runs: before, bodies } = horizons(ports);
  await repeat(ports, () => runs.forgetBodies(bodies), signal);
  await repeat(ports, () => runs.forgetRuns(before), signal);
  await repeat(ports, () => runs.forgetMinutes(before), signal);
  await repeat(ports, () => runs.foldMinutes(ports.now() - minutesKept).then(Number), signal);
}

async function repeat({ breathe }: Pick<RunPorts, 'breathe'>, forget: () => Promise<number>, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await forget()) > 0) await breathe();
}
