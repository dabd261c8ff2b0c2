import '#server-only';
import type { RunQuery } from '#lib/client/runs.ts';
import { listRuns } from '#lib/runs/list-runs.ts';
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
