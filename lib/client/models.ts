import type { CheckedInterface } from '#lib/models/check-interface.ts';
import type { ModelPage } from '#lib/models/list-models.ts';
import type { Guardrails, Model, ModelInterface, RateLimiter } from '#lib/models/model.ts';
import type { ModelGroup } from '#lib/models/model-group.ts';
import type { Task } from '#lib/models/task.ts';
import type { Loaded } from './connectors.ts';
import { request } from './http.ts';
import { type ListQuery, toSearch } from './list-query.ts';

export type { ModelPage, ModelRow } from '#lib/models/list-models.ts';

export type RegisterModel = {
  name: string;
  description?: string;
  function_name: 'remote';
  connector_id: string;
  model_group_id?: string;
  access_mode?: ModelGroup['access'];
  backend_roles?: readonly string[];
};

const ml = '/_plugins/_ml';
const path = (id: string, rest = '') => `${ml}/models/${encodeURIComponent(id)}${rest}`;

export const listModels = (query: ListQuery, signal?: AbortSignal) =>
  request<ModelPage>('GET', `/api/studio/models${toSearch(query)}`, { signal });

export const registerModel = (model: RegisterModel, deploy: boolean) =>
  request<{ model_id: string; task_id: string }>('POST', `${ml}/models/_register${deploy ? '?deploy=true' : ''}`, { json: model });

export const getModel = (id: string, signal?: AbortSignal) => request<Model>('GET', path(id), { signal });
export const undeployModel = (id: string) => request<unknown>('POST', path(id, '/_undeploy'));
export const deleteModel = (id: string) => request<unknown>('DELETE', path(id));

/** Deploys a model. @returns undefined, or the words of its task where that has failed by now */
export async function deployModel(id: string): Promise<string | undefined> {
  const { task_id, status } = await request<{ task_id: string; status: string }>('POST', path(id, '/_deploy'));
  if (status === 'COMPLETED') return undefined;
  const { state, error } = await getTask(task_id);
  return state === 'FAILED' ? (error ?? 'Its task failed.') : undefined;
}

export type ModelChanges = {
  name?: string;
  description?: string;
  connector_id?: string;
  is_enabled?: boolean;
  interface?: ModelInterface;
  guardrails?: Guardrails;
  rate_limiter?: RateLimiter;
  model_group_id?: string;
};

/** Saves over the version that was loaded; 409 when somebody saved meanwhile. */
export const updateModel = (id: string, changes: ModelChanges, { _seq_no, _primary_term }: Loaded) =>
  request<unknown>('PUT', path(id, `?if_seq_no=${_seq_no}&if_primary_term=${_primary_term}`), { json: changes });

/** Why the schemas of an interface would judge nothing, by side. */
export const checkInterface = (contract: ModelInterface, signal?: AbortSignal) =>
  request<CheckedInterface>('POST', '/api/studio/model-interfaces/_check', { json: contract, signal });

type Hits<Source> = { hits: { total: { value: number }; hits: { _id: string; _source: Source }[] } };
type Search = { query?: object; sort?: readonly object[]; size: number };

async function search<Source>(kind: string, body: Search, signal?: AbortSignal) {
  const { hits } = await request<Hits<Source>>('POST', `${ml}/${kind}/_search`, { json: body, signal });
  return { total: hits.total.value, items: hits.hits.map(({ _id, _source }) => ({ id: _id, ..._source })) };
}

export type ModelTask = Task & { id: string };

/** Tasks of a model, the newest first. */
export const listTasks = (model_id: string, size: number, signal?: AbortSignal) =>
  search<Task>('tasks', { query: { term: { model_id } }, sort: [{ create_time: 'desc' }], size }, signal);

/** Asks the service how a batch goes, too. */
export const getTask = (id: string, signal?: AbortSignal) => request<Task>('GET', `${ml}/tasks/${encodeURIComponent(id)}`, { signal });
export const cancelTask = (id: string) => request<unknown>('POST', `${ml}/tasks/${encodeURIComponent(id)}/_cancel`);

export const getGroup = (id: string, signal?: AbortSignal) =>
  request<ModelGroup>('GET', `${ml}/model_groups/${encodeURIComponent(id)}`, { signal });

/** Groups to choose from, by name. */
export const listGroups = (size: number, signal?: AbortSignal) =>
  search<ModelGroup>('model_groups', { sort: [{ 'name.keyword': 'asc' }], size }, signal);

/** Limits of single users, by user name. */
export type UserLimits = Record<string, RateLimiter>;

const controller = (id: string) => `${ml}/controllers/${encodeURIComponent(id)}`;

export const getUserLimits = async (id: string, signal?: AbortSignal): Promise<UserLimits> =>
  (await request<{ user_rate_limiter?: UserLimits }>('GET', controller(id), { signal })).user_rate_limiter ?? {};

/** Puts these limits in the place of all there were; none takes the controller away. */
export const saveUserLimits = (id: string, limits: UserLimits) =>
  Object.keys(limits).length === 0
    ? request<unknown>('DELETE', controller(id))
    : request<unknown>('POST', controller(id), { json: { user_rate_limiter: limits } });
