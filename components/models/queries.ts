import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getConnector, type Loaded, listConnectors } from '#lib/client/connectors.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import * as api from '#lib/client/models.ts';
import { serverQuery } from './model-list.ts';

/** @param query as it stands in the address */
export const modelsQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ['models', 'list', query],
    queryFn: ({ signal }) => api.listModels(serverQuery(query), signal),
    placeholderData: keepPreviousData,
  });

/** One model as the list has it; null when there is none that the person may see. */
export const modelQuery = (id: string) =>
  queryOptions({
    queryKey: ['models', 'one', id],
    queryFn: async ({ signal }) => {
      const { items } = await api.listModels({ q: id, size: 100 }, signal);
      return items.find(({ model_id }) => model_id === id) ?? null;
    },
  });

/** Connectors to choose from. */
export const choicesQuery = (q: string) =>
  queryOptions({
    queryKey: ['models', 'connectors', q],
    queryFn: ({ signal }) => listConnectors({ q, size: 50, sort: 'name' }, signal),
    placeholderData: keepPreviousData,
  });

export const connectorQuery = (id: string) =>
  queryOptions({ queryKey: ['connectors', 'one', id], queryFn: ({ signal }) => getConnector(id, signal) });

/** After a change, lists and pages of models and connectors are out of date. */
function useOutdate() {
  const cache = useQueryClient();
  return () => Promise.all([['models'], ['connectors'], ['playground']].map((queryKey) => cache.invalidateQueries({ queryKey })));
}

export function useRegisterModel() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ model, deploy }: { model: api.RegisterModel; deploy: boolean }) => api.registerModel(model, deploy),
    onSuccess: () => void outdate(),
  });
}

export function useUpdateModel(id: string) {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ changes, loaded }: { changes: api.ModelChanges; loaded: Loaded }) => api.updateModel(id, changes, loaded),
    onSettled: () => void outdate(),
  });
}

export function useDeployment() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: ({ id, deploy }: { id: string; deploy: boolean }): Promise<unknown> =>
      deploy ? api.deployModel(id) : api.undeployModel(id),
    onSettled: () => void outdate(),
  });
}

/** A deployed model is undeployed first: ML Commons deletes no other. */
export function useDeleteModel() {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: async ({ id, isDeployed }: { id: string; isDeployed: boolean }) => {
      if (isDeployed) await api.undeployModel(id);
      await api.deleteModel(id);
    },
    onSettled: () => void outdate(),
  });
}
