import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { allIds } from '#components/ui/run-many.ts';
import { getConnector, type Loaded, listConnectors } from '#lib/client/connectors.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import * as api from '#lib/client/models.ts';
import { listSettings } from '#lib/client/settings.ts';
import type { RateLimiter } from '#lib/models/model.ts';
import { mlCommons } from '#lib/settings/setting.ts';
import { serverQuery } from './model-list.ts';

/** @param query as it stands in the address */
export const modelsQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ['models', 'list', query],
    queryFn: ({ signal }) => api.listModels(serverQuery(query), signal),
    placeholderData: keepPreviousData,
  });

/** Ids of every model that a query finds. */
export const allModels = (query: ListQuery) =>
  allIds(async (page) => {
    const { items, total } = await api.listModels({ ...serverQuery(query), ...page });
    return { ids: items.map(({ model_id }) => model_id), total };
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

/** One model as ML Commons answers it: what the list leaves out. */
export const storedModelQuery = (id: string) =>
  queryOptions({ queryKey: ['models', 'one', id, 'stored'], queryFn: ({ signal }) => api.getModel(id, signal) });

export const groupQuery = (id: string) =>
  queryOptions({ queryKey: ['models', 'group', id], queryFn: ({ signal }) => api.getGroup(id, signal), retry: false });

const mostGroups = 100;

/** Groups to choose from. */
export const groupsQuery = queryOptions({ queryKey: ['models', 'groups'], queryFn: ({ signal }) => api.listGroups(mostGroups, signal) });

/** Whether groups decide who may see a model. */
export const modelAccessQuery = queryOptions({
  queryKey: ['settings', 'model access'],
  queryFn: async ({ signal }) => {
    const { items } = await listSettings(signal);
    return items.some(({ key, value }) => key === `${mlCommons}model_access_control_enabled` && value === 'true');
  },
  staleTime: 30_000,
});

/** Tasks of a model, the newest first. */
export const tasksQuery = (id: string, size: number) =>
  queryOptions({
    queryKey: ['models', 'one', id, 'tasks', size],
    queryFn: ({ signal }) => api.listTasks(id, size, signal),
    placeholderData: keepPreviousData,
  });

export const userLimitsQuery = (id: string) =>
  queryOptions({ queryKey: ['models', 'one', id, 'user limits'], queryFn: ({ signal }) => api.getUserLimits(id, signal), retry: false });

/** Models to choose from, by what was typed. */
export const modelChoicesQuery = (q: string) =>
  queryOptions({
    queryKey: ['models', 'choices', q],
    queryFn: ({ signal }) => api.listModels({ q, size: 50, sort: 'name' }, signal),
    placeholderData: keepPreviousData,
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
    /** @returns why it failed after all, where its task says so */
    mutationFn: async ({ id, deploy }: { id: string; deploy: boolean }): Promise<string | undefined> => {
      if (deploy) return api.deployModel(id);
      await api.undeployModel(id);
      return undefined;
    },
    onSettled: () => void outdate(),
  });
}

/** Saves what changed of both limits, the model's own first. */
export function useSaveLimits(id: string) {
  const outdate = useOutdate();
  return useMutation({
    mutationFn: async ({
      model,
      users,
      loaded,
    }: {
      model?: RateLimiter | undefined;
      users?: api.UserLimits | undefined;
      loaded: Loaded;
    }) => {
      if (model) await api.updateModel(id, { rate_limiter: model }, loaded);
      if (users) await api.saveUserLimits(id, users);
    },
    onSettled: () => void outdate(),
  });
}

export function useCancelTask() {
  const outdate = useOutdate();
  return useMutation({ mutationFn: api.cancelTask, onSettled: () => void outdate() });
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
