import type { Run, RunPage, RunStats, SharedRun } from '#lib/runs/run.ts';
import { request, requestText } from './http.ts';
import { toSearch } from './list-query.ts';

export type { Run, RunCounts, RunFacets, RunMode, RunOutcome, RunPage, RunRow, RunStats, SharedRun } from '#lib/runs/run.ts';

/** A list of values stands for any of them; times are epoch milliseconds. */
export type RunQuery = {
  /** In the id, the names of user, connector, model and action, and the first line of the input. */
  q?: string;
  outcome?: string | string[];
  mode?: string | string[];
  connector_id?: string | string[];
  model_id?: string | string[];
  user?: string | string[];
  /** `429`, `5xx` */
  status?: string | string[];
  from?: number;
  to?: number;
  cursor?: string;
  /** Which way from the cursor; older ones if not said. Each page has its newest first. */
  dir?: 'older' | 'newer';
  size?: number;
  /** Also asks what can be filtered by. */
  facets?: boolean;
};

type Options = { background?: boolean; signal?: AbortSignal };

const path = '/api/studio/runs';
const pathOf = (id: string, rest = '') => `${path}/${encodeURIComponent(id)}${rest}`;

/** A page may be short, or empty, though `next_cursor` says that more follows: a search looks through so many rows at a time. */
export const listRuns = ({ facets, ...query }: RunQuery, options: Options = {}) =>
  request<RunPage>('GET', path + toSearch({ ...query, ...(facets && { facets: 'true' }) }), options);

/** Address of the file that holds what the filters let through. */
export const runExportPath = (query: Omit<RunQuery, 'cursor' | 'dir' | 'size' | 'facets'>, as: 'csv' | 'jsonl') =>
  `${path}/_export${toSearch({ ...query, as })}`;

/** @throws StudioError 404 for one that does not exist, or is not to be seen */
export const getRun = (id: string, signal?: AbortSignal) => request<Run>('GET', pathOf(id), { signal });

/** The same as JSON text: numbers of the input keep their spelling. */
export const getRunText = (id: string, signal?: AbortSignal) => requestText('GET', pathOf(id), { signal });

/** Lets whoever may read its connector see it. */
export const shareRun = (id: string) => request<SharedRun>('POST', pathOf(id, '/_share'));

/** Forgets every run and every count. */
export const clearRuns = () => request<{ acknowledged: true }>('DELETE', path);

/** Counts by outcome, how long answers took, tokens; without a time the last 24 hours. `time_zone` tells whose days are meant. */
export const runStats = (query: { from?: number; to?: number; connector_id?: string; time_zone?: string }, options: Options = {}) =>
  request<RunStats>('GET', `${path}/_stats${toSearch(query)}`, options);
