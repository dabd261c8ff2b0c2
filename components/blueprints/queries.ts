import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Blueprint, BlueprintAccess } from '#lib/blueprints/blueprint.ts';
import * as api from '#lib/client/blueprints.ts';
import type { Loaded, Problem } from '#lib/client/connectors.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import { isStudioError } from '#lib/errors.ts';

export const blueprintsQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ['blueprints', 'list', query],
    queryFn: ({ signal }) => api.listBlueprints(query, signal),
    placeholderData: keepPreviousData,
  });

/** After a change, the gallery and the pages of blueprints are out of date, and connectors may have another one behind them. */
function useOutdate() {
  const cache = useQueryClient();
  return () => Promise.all([cache.invalidateQueries({ queryKey: ['blueprints'] }), cache.invalidateQueries({ queryKey: ['connectors'] })]);
}

export function useCreateBlueprint() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ file, access }: { file: Blueprint | string; access?: BlueprintAccess }) => api.createBlueprint(file, access),
    onSuccess: () => void outdate(),
  });
}

export function useSaveBlueprint() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ file, loaded, access }: { file: Blueprint; loaded: Loaded; access?: BlueprintAccess }) =>
      api.saveBlueprint(file, loaded, access),
    onSuccess: () => void outdate(),
  });
}

export function usePublishBlueprint() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ id, note, loaded }: { id: string; note: string; loaded: Loaded }) => api.publishBlueprint(id, note, loaded),
    onSuccess: () => void outdate(),
  });
}

export function useForkBlueprint() {
  const outdate = useOutdate();
  return useMutation({ mutationFn: (id: string) => api.forkBlueprint(id), onSuccess: () => void outdate() });
}

export function useDeleteBlueprint() {
  const outdate = useOutdate();
  return useMutation({ mutationFn: (id: string) => api.deleteBlueprint(id), onSuccess: () => void outdate() });
}

export const blueprintVersionsQuery = (id: string) =>
  queryOptions({ queryKey: ['blueprints', 'one', id, 'versions'], queryFn: ({ signal }) => api.listBlueprintVersions(id, signal) });

/** What is published never changes. */
export const blueprintVersionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['blueprint versions', id, version],
    queryFn: ({ signal }) => api.getBlueprintVersion(id, version, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** @param text JSON of the blueprint as it stands in its editor; it holds no secret */
export const blueprintCheckQuery = (text: string) =>
  queryOptions({
    queryKey: ['blueprint check', text],
    queryFn: async ({ signal }): Promise<{ problems: Problem[] }> => {
      try {
        return await api.checkBlueprint(JSON.parse(text) as Blueprint, signal); // as: the text of one
      } catch (thrown) {
        if (!isStudioError(thrown) || thrown.status !== 400 || !thrown.fields?.length) throw thrown;
        const problems = thrown.fields.map(
          ({ path, message }): Problem => ({ path: path.replace(/^blueprint\./, ''), severity: 'error', message }),
        );
        return { problems };
      }
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  });

/** The draft as it is now on the server, for whoever wants to save over it. */
export const blueprintDraftQuery = (id: string) =>
  queryOptions({ queryKey: ['blueprints', 'one', id, 'draft'], queryFn: ({ signal }) => api.getBlueprintDraft(id, signal) });

/** What changed in the blueprint of a connector since it was made. */
export const blueprintChangesQuery = (connectorId: string) =>
  queryOptions({
    queryKey: ['connectors', 'one', connectorId, 'blueprint changes'],
    queryFn: ({ signal }) => api.getBlueprintChanges(connectorId, signal),
  });
