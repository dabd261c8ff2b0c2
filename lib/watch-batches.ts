import '#server-only';
import { tidyBatches } from './batches/forget-batches.ts';
import type { BatchPorts } from './batches/ports.ts';
import type { Log } from './log.ts';

/** Milliseconds between two rounds of forgetting. */
const interval = 3_600_000;

/**
 * Goes on with batches that the last process left, and forgets old ones: at the start, and once an hour.
 * @returns takes no more rows, and gives those in flight so many milliseconds
 */
export function watchBatches(
  ports: Pick<BatchPorts, 'batches' | 'batchRunner' | 'breathe' | 'settings' | 'now'>,
  log: Pick<Log, 'error'>,
  every = interval,
): (patience: number) => Promise<void> {
  const stopping = new AbortController();
  const failed = (error: unknown) => log.error({ event: 'batches.not_tidied', error });
  let round = ports.batchRunner
    .start()
    .then(() => tidyBatches(ports, stopping.signal))
    .catch(failed);
  const timer = setInterval(() => {
    round = round.then(() => tidyBatches(ports, stopping.signal)).catch(failed);
  }, every);
  timer.unref();
  return async (patience) => {
    clearInterval(timer);
    stopping.abort();
    await ports.batchRunner.stop(patience);
    await round;
  };
}
