import '#server-only';
import type { Log } from './log.ts';
import { tidyRuns } from './runs/forget-runs.ts';

/** Milliseconds between two rounds. */
const interval = 3_600_000;

/**
 * Forgets runs as the settings say: at the start, and once an hour.
 * @returns stops it, and waits for the step that is under way
 */
export function watchRuns(ports: Parameters<typeof tidyRuns>[0], log: Pick<Log, 'error'>, every = interval): () => Promise<void> {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  const tidy = () => {
    round ??= tidyRuns(ports, stopping.signal)
      .catch((error) => log.error({ event: 'runs.not_tidied', error }))
      .finally(() => {
        round = undefined;
      });
  };
  const timer = setInterval(tidy, every);
  timer.unref();
  tidy();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await round;
  };
}
