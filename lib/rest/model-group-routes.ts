import { StudioError } from '#lib/errors.ts';
import { deleteGroup, getGroup, registerGroup, updateGroup } from '#lib/models/model-groups.ts';
import type { ModelPorts } from '#lib/models/ports.ts';
import { readGroupFields } from '#lib/models/read-model.ts';
import { searchGroups } from '#lib/models/search-models.ts';
import { modelGroupIndex } from '#lib/search/indices.ts';
import type { SearchPorts } from '#lib/search/run-search.ts';
import { guardedBody } from './guarded-body.ts';
import { jsonBody } from './json-body.ts';
import { type Route, route } from './route.ts';
import { searchBody } from './search-body.ts';
import { removedBody } from './written.ts';

const emptyBody = (type: 'parse_exception' | 'i_o_exception', status: number) => () =>
  new StudioError(type, status, 'Model group request has empty body');

const path = '/_plugins/_ml/model_groups';

/** ML Commons' routes of model groups (rest-api.md §6). */
export const modelGroupRoutes = (ports: ModelPorts & SearchPorts): Route[] => [
  route('POST', `${path}/_register`, {
    summary: 'Register a model group',
    body: guardedBody('model.create', jsonBody(readGroupFields, { missing: emptyBody('parse_exception', 400) })),
    run: ({ caller, body }) => registerGroup(caller, body, ports),
  }),
  ...(['GET', 'POST'] as const).map((method) =>
    route(method, `${path}/_search`, {
      summary: 'Search model groups',
      body: guardedBody('model.read', searchBody),
      run: ({ caller, body }) => searchGroups(caller, { body }, ports),
    }),
  ),
  route('GET', `${path}/:model_group_id`, {
    summary: 'Read a model group',
    run: async ({ caller, params }) => (await getGroup(caller, params, ports)).group,
  }),
  route('PUT', `${path}/:model_group_id`, {
    summary: 'Change a model group',
    body: guardedBody('model.update', jsonBody(readGroupFields, { missing: emptyBody('i_o_exception', 500) })),
    run: ({ caller, params, body: fields }) => updateGroup(caller, { ...params, fields }, ports),
  }),
  route('DELETE', `${path}/:model_group_id`, {
    summary: 'Delete an empty model group',
    run: async ({ caller, params }) => removedBody(modelGroupIndex.name, await deleteGroup(caller, params, ports)),
  }),
];
