import { entityTag } from '#lib/connectors/precondition.ts';
import { assertRemoteInferenceOn } from '#lib/connectors/remote-inference.ts';
import { StudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { textsOf } from '#lib/json/value-of.ts';
import { deleteModel } from '#lib/models/delete-model.ts';
import { deployModel } from '#lib/models/deploy-model.ts';
import { getModel } from '#lib/models/get-model.ts';
import type { ModelPorts } from '#lib/models/ports.ts';
import { readModelFields, readModelPatch } from '#lib/models/read-model.ts';
import { registerModel } from '#lib/models/register-model.ts';
import { searchModels } from '#lib/models/search-models.ts';
import { undeployModels } from '#lib/models/undeploy-models.ts';
import { updateModel } from '#lib/models/update-model.ts';
import { modelIndex } from '#lib/search/indices.ts';
import type { SearchPorts } from '#lib/search/run-search.ts';
import { guardedBody, withParseFailures } from './guarded-body.ts';
import { jsonBody } from './json-body.ts';
import { preconditionQuery, readPrecondition } from './precondition-query.ts';
import { type Route, reply, route } from './route.ts';
import { searchBody } from './search-body.ts';
import { removedBody, writtenBody } from './written.ts';

const updateNeedsBody = () => new StudioError('parse_exception', 400, 'Update model request has empty body');

type Plan = { model_ids?: string[]; node_ids?: string[] };

function readPlan(node: JsonNode): Plan {
  const plan: Plan = {};
  if (node.token !== 'START_OBJECT') return plan;
  for (const [name, value] of node.members) {
    if (name === 'model_ids') plan.model_ids = textsOf(value);
    if (name === 'node_ids') plan.node_ids = textsOf(value);
  }
  return plan;
}

const planBody = guardedBody('model.update', jsonBody(readPlan, { missing: (): Plan => ({}) }));
const path = '/_plugins/_ml/models';

/** ML Commons' routes of models (rest-api.md §4). */
export const modelRoutes = (ports: ModelPorts & SearchPorts): Route[] => [
  ...['_register', '_upload'].map((name) =>
    route('POST', `${path}/${name}`, {
      summary: 'Register a model',
      query: { deploy: 'boolean' },
      body: guardedBody('model.create', jsonBody(readModelFields), () => assertRemoteInferenceOn(ports.settings)),
      run: ({ caller, body: fields, query }) => registerModel(caller, { fields, deploy: query.deploy ?? false }, ports),
    }),
  ),
  ...(['GET', 'POST'] as const).map((method) =>
    route(method, `${path}/_search`, {
      summary: 'Search models',
      body: guardedBody('model.read', searchBody),
      run: ({ caller, body }) => searchModels(caller, { body }, ports),
    }),
  ),
  ...(['_deploy', '_load'] as const).map((name) =>
    route('POST', `${path}/:model_id/${name}`, {
      summary: 'Deploy a model',
      body: planBody,
      run: ({ caller, params, body: { node_ids } }) => deployModel(caller, { ...params, node_ids }, ports),
    }),
  ),
  ...(['_undeploy', '_unload'] as const).flatMap((name) => [
    route('POST', `${path}/:model_id/${name}`, {
      summary: 'Undeploy a model',
      body: planBody,
      run: ({ caller, params, body: { node_ids } }) => undeployModels(caller, { model_ids: [params.model_id], node_ids }, ports),
    }),
    route('POST', `${path}/${name}`, {
      summary: 'Undeploy models',
      body: planBody,
      run: ({ caller, body: { model_ids = [], node_ids } }) => undeployModels(caller, { model_ids, node_ids }, ports),
    }),
  ]),
  route('GET', `${path}/:model_id`, {
    summary: 'Read a model',
    query: { return_content: 'boolean' },
    run: async ({ caller, params }) => {
      const stored = await getModel(caller, params, ports);
      return reply(200, stored.model, { etag: entityTag(stored) });
    },
  }),
  route('PUT', `${path}/:model_id`, {
    summary: 'Change a model',
    query: preconditionQuery,
    body: guardedBody(
      'model.update',
      jsonBody((node) => withParseFailures(() => readModelPatch(node)), { missing: updateNeedsBody }),
    ),
    run: async (call) => {
      const { caller, params, body: patch } = call;
      const written = await updateModel(caller, { ...params, patch, precondition: readPrecondition(call) }, ports);
      return reply(200, writtenBody(modelIndex.name, written, 'updated'), { etag: entityTag(written) });
    },
  }),
  route('DELETE', `${path}/:model_id`, {
    summary: 'Delete a model',
    query: preconditionQuery,
    run: async (call) => {
      const removed = await deleteModel(call.caller, { ...call.params, precondition: readPrecondition(call) }, ports);
      return removedBody(modelIndex.name, removed);
    },
  }),
];
