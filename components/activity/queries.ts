import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getRun, getRunText, listRuns, runStats } from '#lib/client/runs.ts';
import type { Place, RunFilter, TimeSpan } from './activity-address.ts';
import { fullPage } from './cursor-pages.ts';

/** Everything that is known of runs; for what makes a new one. */
export const runsKey = ['runs'] as const;

/**
 * A page of the list.
 * @param key what it is the list of, without the moment; `filter` tells the filters of the moment it is asked for
 */
export const runPageQuery = (key: unknown, filter: () => RunFilter, place: Place, size: number) =>
  queryOptions({
    queryKey: [...runsKey, 'list', key, place, size],
    queryFn: ({ signal }) => {
      const wanted = filter();
      return fullPage({ ...place, size }, (wish) => listRuns({ ...wanted, ...wish }, { signal }));
    },
    placeholderData: keepPreviousData,
  });

/** Runs that a page asks for when it looks whether there are new ones: more are *100+*. */
export const mostNews = 100;

/** What has come since the newest run of a page. It is asked for by the clock, so it does not keep a session alive. */
export const newsQuery = (key: unknown, filter: () => RunFilter, newest: string | null) =>
  queryOptions({
    queryKey: [...runsKey, 'news', key, newest],
    queryFn: async ({ signal }) => {
      const place = newest === null ? {} : { cursor: newest, dir: 'newer' as const };
      const { items } = await listRuns({ ...filter(), ...place, size: mostNews }, { signal, background: true });
      return items.length;
    },
    initialData: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What runs of a time can be filtered by. */
export const facetsQuery = (key: unknown, span: () => TimeSpan) =>
  queryOptions({
    queryKey: [...runsKey, 'facets', key],
    queryFn: async ({ signal }) => (await listRuns({ ...span(), size: 1, facets: true }, { signal })).facets,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const runQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: [...runsKey, 'one', id ?? ''],
    queryFn: ({ signal }) => getRun(id ?? '', signal),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** The same as text, in which numbers keep their spelling. */
export const runTextQuery = (id: string) =>
  queryOptions({
    queryKey: [...runsKey, 'text', id],
    queryFn: ({ signal }) => getRunText(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Counts of a time. Once they are there they are asked for by the clock, which does not keep a session alive. */
export const statsQuery = (key: unknown, wish: () => Parameters<typeof runStats>[0]) =>
  queryOptions({
    queryKey: [...runsKey, 'stats', key],
    queryFn: ({ signal, client, queryKey }) => {
      const background = client.getQueryState(queryKey)?.data !== undefined;
      return runStats(wish(), { signal, background });
    },
    placeholderData: keepPreviousData,
  });
