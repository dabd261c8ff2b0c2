import { operation } from '#lib/access/operation.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { modelGroupIndex, modelIndex, taskIndex } from '#lib/search/indices.ts';
import { runSearch, type SearchPorts } from '#lib/search/run-search.ts';

type Search = { body: JsonNode };

/** ML Commons wraps the query of a model search in a filter, so a body without one scores 0. */
export const searchModels = operation('model.read', async (_caller, { body }: Search, ports: SearchPorts) =>
  runSearch(modelIndex, body, ports, { otherwise: { type: 'all', boost: 0 } }),
);

export const searchGroups = operation('model.read', async (_caller, { body }: Search, ports: SearchPorts) =>
  runSearch(modelGroupIndex, body, ports),
);

export const searchTasks = operation('task.read', async (_caller, { body }: Search, ports: SearchPorts) =>
  runSearch(taskIndex, body, ports),
);
