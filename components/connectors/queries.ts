import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { allIds } from '#components/ui/run-many.ts';
import { listBlueprints } from '#lib/client/blueprints.ts';
import * as api from '#lib/client/connectors.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import { type PredictionRequest, predict } from '#lib/client/predictions.ts';
import { checkTrust, listSettings } from '#lib/client/settings.ts';

export const connectorsQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ['connectors', 'list', query],
    queryFn: ({ signal }) => api.listConnectors(query, signal),
    placeholderData: keepPreviousData,
  });

/** Ids of every connector that a query finds. */
export const allConnectors = (query: ListQuery) =>
  allIds(async (page) => {
    const { items, total } = await api.listConnectors({ ...query, ...page });
    return { ids: items.map(({ connector_id }) => connector_id), total };
  });

export const connectorQuery = (id: string) =>
  queryOptions({ queryKey: ['connectors', 'one', id], queryFn: ({ signal }) => api.getConnector(id, signal) });

/** Changes of a connector; under its key, so that saving brings them up to date. */
export const versionsQuery = (id: string) =>
  queryOptions({ queryKey: ['connectors', 'one', id, 'versions'], queryFn: ({ signal }) => api.listVersions(id, signal) });

/** A state that was never changes. */
export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['connector versions', id, version],
    queryFn: ({ signal }) => api.getVersion(id, version, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** @param body a body without secrets, because it becomes part of the key */
export const checkQuery = (body: string | undefined, id: string | undefined) =>
  queryOptions({
    queryKey: ['connectors', 'check', id ?? '', body ?? ''],
    queryFn: ({ signal }) => api.checkConnector(body ?? '', id, signal),
    enabled: body !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  });

/** Blueprints that fit what was typed. */
export const blueprintsQuery = (q: string) =>
  queryOptions({
    queryKey: ['blueprints', 'to start from', q],
    queryFn: ({ signal }) => listBlueprints({ q }, signal),
    placeholderData: keepPreviousData,
  });

/** Settings that a connector depends on, by key without prefix. */
export const settingsQuery = queryOptions({
  queryKey: ['settings', 'of connectors'],
  queryFn: ({ signal }) => listSettings(signal),
  staleTime: 30_000,
});

type Judged = { request: Omit<PredictionRequest, 'mode'>; url: string | undefined; patterns: string[] };

/**
 * What the server says of an address: a dry run, or, where that stops before the address, the trusted patterns alone.
 * @param judged without secrets; `url` is the address as far as it is known
 */
export const verdictQuery = (judged: Judged | undefined) =>
  queryOptions({
    queryKey: ['connectors', 'verdict', judged],
    queryFn: async ({ signal }) => {
      if (!judged) throw new Error('nothing to judge');
      const dryRun = await predict({ ...judged.request, mode: 'dry_run', keep: false }, signal);
      const step = dryRun.trace.steps.find(({ name }) => name === 'request');
      const { url, patterns } = judged;
      // A refusal is asked about too: for a pattern that would let the address through.
      const trust = step?.status === 'ok' || url === undefined ? undefined : (await checkTrust({ patterns, url }, signal)).url;
      return { dryRun, trust, url };
    },
    enabled: judged !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  });

/** After a change, lists and pages of connectors and models are out of date. */
function useOutdate() {
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['connectors'] }),
      cache.invalidateQueries({ queryKey: ['models'] }),
      cache.invalidateQueries({ queryKey: ['playground'] }),
      cache.invalidateQueries({ queryKey: ['blueprints'] }),
    ]);
}

export function useCreateConnector() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ body, blueprint }: { body: string; blueprint: string | undefined }) => api.createConnector(body, blueprint),
    onSuccess: () => void outdate(),
    gcTime: 0, // what was sent holds the credential
  });
}

type Update = {
  body: string;
  loaded: api.Loaded;
  /** Undeploys the models that use it for the time of the save. */
  redeploys: boolean;
  onSteps?: (steps: readonly api.SaveStep[]) => void;
};

export function useUpdateConnector(id: string) {
  const outdate = useOutdate();
  return useMutation({
    /** @returns models that were deployed again */
    mutationFn: async ({ body, loaded, redeploys, onSteps }: Update): Promise<readonly string[]> => {
      if (redeploys) return api.saveInUse(id, body, loaded, onSteps);
      await api.updateConnector(id, body, loaded);
      return [];
    },
    onSuccess: () => void outdate(),
    gcTime: 0,
  });
}

export function useDeleteConnector() {
  const outdate = useOutdate();
  return useMutation({ mutationFn: (id: string) => api.deleteConnector(id), onSuccess: () => void outdate() });
}
