import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import type { SettingReads } from '#lib/connectors/ports.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { modelGroupIndex, modelIndex, taskIndex } from '#lib/search/indices.ts';
import type { Query } from '#lib/search/query.ts';
import { runSearch, type SearchPorts } from '#lib/search/run-search.ts';
import { areModelsControlled } from './assert-model-open.ts';
import type { GroupReads } from './ports.ts';

type Search = { body: JsonNode };
type Ports = SearchPorts & { groups: GroupReads; settings: SettingReads };

/** ML Commons wraps the query of a model search in a filter, so a body without one scores 0. */
export const searchModels = operation('model.read', async (caller, { body }: Search, ports: Ports) => {
  const open = await openGroups(caller, ports);
  const field = modelIndex.fields.get('model_group_id');
  const filter = open && outside({ type: 'terms', field, values: open.closed, ignoreCase: false, boost: 1 });
  return runSearch(modelIndex, body, ports, { filter, otherwise: { type: 'all', boost: 0 } });
});

export const searchGroups = operation('model.read', async (caller, { body }: Search, ports: Ports) => {
  const open = await openGroups(caller, ports);
  return runSearch(modelGroupIndex, body, ports, { filter: open && outside({ type: 'ids', values: open.closed, boost: 1 }) });
});

export const searchTasks = operation('task.read', async (_caller, { body }: Search, ports: SearchPorts) =>
  runSearch(taskIndex, body, ports),
);

/** @returns undefined where every group is open to the caller */
async function openGroups(caller: Caller, { groups, settings }: Ports): Promise<{ closed: string[] } | undefined> {
  if (caller.role === 'all_access' || !(await areModelsControlled(settings))) return undefined;
  const closed = await groups.closedTo(caller);
  return closed.length > 0 ? { closed } : undefined;
}

const outside = (query: Query): Query => ({ type: 'bool', must: [], filter: [], should: [], mustNot: [query], minimum: 0, boost: 1 });
