import '#server-only';
import type { RunQuery } from '#lib/client/runs.ts';
import { isStudioError } from '#lib/errors.ts';
import { listRuns } from '#lib/runs/list-runs.ts';
import { runStats, type StatsWish } from '#lib/runs/run-stats.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

/** Asks for runs as the browser does, for the first paint of their page. */
export async function runsReader() {
  const { user } = await requireSession();
  return (query: RunQuery) => {
    const inWords = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]);
    return listRuns(user, Object.fromEntries(inWords), studio().ports);
  };
}

/** Counts of a time; undefined for a connector that is not to be seen. */
export async function readRunStats(wish: StatsWish) {
  const { user } = await requireSession();
  try {
    return await runStats(user, wish, studio().ports);
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.status === 404) return undefined;
    throw thrown;
  }
}
