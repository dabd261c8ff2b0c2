import type { Can, LastRun, List } from './connectors.ts';
import { request } from './http.ts';
import { type ListQuery, toSearch } from './list-query.ts';

export type ModelRow = {
  model_id: string;
  name: string;
  description?: string;
  /** ML Commons' word: `DEPLOYED`. */
  state: string;
  connector?: { connector_id: string; name: string; protocol: string };
  action_types: string[];
  last_run?: LastRun;
  created_time: number;
  last_updated_time: number;
  can: Can;
};

export type RegisterModel = { name: string; description?: string; function_name: 'remote'; connector_id: string };

const path = (id: string, rest = '') => `/_plugins/_ml/models/${encodeURIComponent(id)}${rest}`;

export const listModels = (query: ListQuery, signal?: AbortSignal) => request<List<ModelRow>>('GET', `/api/studio/models${toSearch(query)}`, { signal });

export const registerModel = (model: RegisterModel, deploy: boolean) =>
  request<{ model_id: string; task_id: string }>('POST', `/_plugins/_ml/models/_register${deploy ? '?deploy=true' : ''}`, { json: model });

export const getModel = (id: string, signal?: AbortSignal) => request<Record<string, unknown>>('GET', path(id), { signal });
export const deployModel = (id: string) => request<{ task_id: string; status: string }>('POST', path(id, '/_deploy'));
export const undeployModel = (id: string) => request<unknown>('POST', path(id, '/_undeploy'));
export const deleteModel = (id: string) => request<unknown>('DELETE', path(id));
export const updateModel = (id: string, changes: { name?: string; description?: string; connector_id?: string }) =>
  request<unknown>('PUT', path(id), { json: changes });
