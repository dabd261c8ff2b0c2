import type { ModelPage } from '#lib/models/list-models.ts';
import type { Loaded } from './connectors.ts';
import { request } from './http.ts';
import { type ListQuery, toSearch } from './list-query.ts';

export type { ModelPage, ModelRow } from '#lib/models/list-models.ts';

export type RegisterModel = { name: string; description?: string; function_name: 'remote'; connector_id: string };

const path = (id: string, rest = '') => `/_plugins/_ml/models/${encodeURIComponent(id)}${rest}`;

export const listModels = (query: ListQuery, signal?: AbortSignal) =>
  request<ModelPage>('GET', `/api/studio/models${toSearch(query)}`, { signal });

export const registerModel = (model: RegisterModel, deploy: boolean) =>
  request<{ model_id: string; task_id: string }>('POST', `/_plugins/_ml/models/_register${deploy ? '?deploy=true' : ''}`, { json: model });

export const getModel = (id: string, signal?: AbortSignal) => request<Record<string, unknown>>('GET', path(id), { signal });
export const deployModel = (id: string) => request<{ task_id: string; status: string }>('POST', path(id, '/_deploy'));
export const undeployModel = (id: string) => request<unknown>('POST', path(id, '/_undeploy'));
export const deleteModel = (id: string) => request<unknown>('DELETE', path(id));

export type ModelChanges = { name?: string; description?: string; connector_id?: string };

/** Saves over the version that was loaded; 409 when somebody saved meanwhile. */
export const updateModel = (id: string, changes: ModelChanges, { _seq_no, _primary_term }: Loaded) =>
  request<unknown>('PUT', path(id, `?if_seq_no=${_seq_no}&if_primary_term=${_primary_term}`), { json: changes });
