import '#server-only';
import type { Log } from './log.ts';
import { refreshOpenTasks } from './predict/batch/refresh-open-tasks.ts';
import type { TaskPorts } from './predict/batch/refresh-task.ts';

/** Milliseconds between two rounds. */
const interval = 60_000;

/**
 * Keeps asking services about batches, so that their tasks end whether or not somebody reads them.
 * @returns stops it, and waits for what is under way to be given up
 */
export function watchJobs(ports: TaskPorts, log: Pick<Log, 'error'>, every = interval): () => Promise<void> {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  const ask = () => {
    round ??= refreshOpenTasks(ports, stopping.signal)
      .catch((error) => log.error({ event: 'jobs.not_asked', error }))
      .finally(() => {
        round = undefined;
      });
  };
  const timer = setInterval(ask, every);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await round;
  };
}
