import { z } from 'zod';
import { accessModes, ConnectorInput, ConnectorPatch } from '#lib/connectors/schema.ts';
import { statLevels } from '#lib/models/stats-request.ts';
import type { Route } from './route.ts';

/**
 * What ML Commons' routes take, for the API description only: their bodies are read by hand, in the order in which ML Commons looks at
 * them, and every route skips members that it does not know.
 */
const anything = z.record(z.string(), z.unknown());
const texts = z.array(z.string());

const Inline = z.looseObject({ protocol: z.string(), credential: z.record(z.string(), z.string()).optional() });
const RateLimiter = z.looseObject({
  limit: z.union([z.string(), z.number()]).optional(),
  unit: z.enum(['DAYS', 'HOURS', 'MINUTES', 'SECONDS', 'MILLISECONDS', 'MICROSECONDS', 'NANOSECONDS']).optional(),
});
const modelParts = {
  name: z.string(),
  description: z.string().optional(),
  model_group_id: z.string().optional(),
  connector_id: z.string().optional(),
  connector: Inline.optional(),
  is_enabled: z.boolean().optional(),
  rate_limiter: RateLimiter.optional(),
  guardrails: anything.optional(),
  interface: z.looseObject({ input: z.unknown().optional(), output: z.unknown().optional() }).optional(),
  model_config: anything.optional(),
  deploy_setting: z.looseObject({ is_auto_deploy_enabled: z.boolean().optional(), model_ttl_minutes: z.int32().optional() }).optional(),
};
const access = {
  backend_roles: texts.optional(),
  add_all_backend_roles: z.boolean().optional(),
  access_mode: z.enum(accessModes).optional(),
};
const ModelInput = z.looseObject({
  ...modelParts,
  ...access,
  function_name: z.enum(['REMOTE', 'remote']),
  model_id: z.string().optional(),
});
const ModelPatch = z.looseObject(modelParts).partial();
const ModelGroupInput = z.looseObject({
  ...access,
  name: z.string(),
  description: z.string().optional(),
  model_group_id: z.string().optional(),
});
const ModelGroupPatch = z.looseObject({ ...access, name: z.string(), description: z.string() }).partial();
const Plan = z.looseObject({ model_ids: texts.optional(), node_ids: texts.optional() });

const PredictInput = z
  .looseObject({
    parameters: anything,
    action_type: z.string(),
    text_docs: texts,
    query_text: z.string(),
    return_number: z.boolean(),
    return_bytes: z.boolean(),
    target_response: texts,
    target_response_positions: z.array(z.int32()),
  })
  .partial();
const BatchInput = z.looseObject({ parameters: anything, dlq: anything }).partial();

const SearchInput = z
  .looseObject({
    query: anything,
    from: z.int32().min(0),
    size: z.int32().min(0),
    sort: z.union([z.string(), anything, z.array(z.union([z.string(), anything]))]),
    _source: z.union([z.boolean(), z.string(), texts, anything]),
    aggs: anything,
    track_total_hits: z.union([z.boolean(), z.int32()]),
    search_after: z.array(z.union([z.string(), z.number(), z.boolean()])),
  })
  .partial();

const SettingsInput = z.looseObject({ persistent: anything, transient: anything }).partial();
const ControllerInput = z.looseObject({ user_rate_limiter: z.record(z.string(), RateLimiter) }).partial();
const ProfileInput = z
  .looseObject({
    node_ids: texts,
    model_ids: texts,
    task_ids: texts,
    return_all_models: z.boolean(),
    return_all_tasks: z.boolean(),
  })
  .partial();

const StatsInput = z
  .looseObject({
    target_stat_levels: z.array(z.enum(statLevels)),
    cluster_level_stats: texts,
    node_level_stats: texts,
    action_level_stats: texts,
    node_ids: texts,
    algorithms: texts,
    models: texts,
    actions: texts,
  })
  .partial();

/** Schemas with a name of their own in the description. */
export const namedBodies: ReadonlyMap<z.ZodType, string> = new Map<z.ZodType, string>([
  [ConnectorInput, 'ConnectorInput'],
  [ConnectorPatch, 'ConnectorPatch'],
  [ModelInput, 'ModelInput'],
  [ModelPatch, 'ModelPatch'],
  [ModelGroupInput, 'ModelGroupInput'],
  [ModelGroupPatch, 'ModelGroupPatch'],
  [Plan, 'DeployInput'],
  [PredictInput, 'PredictInput'],
  [BatchInput, 'BatchPredictInput'],
  [SearchInput, 'SearchInput'],
  [SettingsInput, 'SettingsInput'],
  [ControllerInput, 'ControllerInput'],
  [ProfileInput, 'ProfileInput'],
  [StatsInput, 'StatsInput'],
]);

const ml = '/_plugins/_ml';

/** By method and path. */
const bodies: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['PUT /_cluster/settings', SettingsInput],
  [`POST ${ml}/connectors/_create`, ConnectorInput],
  [`PUT ${ml}/connectors/:connector_id`, ConnectorPatch],
  ['POST /api/studio/connectors/_check', z.looseObject({ connector: z.unknown(), connector_id: z.string().nullable().optional() })],
  ['POST /api/studio/connectors/:connector_id/_save', ConnectorPatch],
  ...['connectors', 'models', 'model_groups', 'tasks'].flatMap((kind) =>
    ['GET', 'POST'].map((method): [string, z.ZodType] => [`${method} ${ml}/${kind}/_search`, SearchInput]),
  ),
  [`POST ${ml}/models/_register`, ModelInput],
  [`POST ${ml}/models/_upload`, ModelInput],
  [`PUT ${ml}/models/:model_id`, ModelPatch],
  ...['_deploy', '_load', '_undeploy', '_unload'].map((verb): [string, z.ZodType] => [`POST ${ml}/models/:model_id/${verb}`, Plan]),
  [`POST ${ml}/models/_undeploy`, Plan],
  [`POST ${ml}/models/_unload`, Plan],
  [`POST ${ml}/model_groups/_register`, ModelGroupInput],
  [`PUT ${ml}/model_groups/:model_group_id`, ModelGroupPatch],
  [`POST ${ml}/models/:model_id/_predict`, PredictInput],
  [`POST ${ml}/models/:model_id/_predict/stream`, PredictInput],
  [`POST ${ml}/_predict/:algorithm/:model_id`, PredictInput],
  [`POST ${ml}/models/:model_id/_batch_predict`, BatchInput],
  [`POST ${ml}/controllers/:model_id`, ControllerInput],
  [`PUT ${ml}/controllers/:model_id`, ControllerInput],
  ...['', '/models', '/models/:id', '/tasks', '/tasks/:id'].map((rest): [string, z.ZodType] => [`GET ${ml}/profile${rest}`, ProfileInput]),
  ...['/stats', '/stats/:stat', '/:nodeId/stats', '/:nodeId/stats/:stat'].map((rest): [string, z.ZodType] => [
    `GET ${ml}${rest}`,
    StatsInput,
  ]),
]);

/** Routes that do without a body. */
const optional = /^(POST .*\/_(undeploy|unload|deploy|load)$|GET )/;

/** @returns undefined for a route that takes none; a body that nobody has described is any object */
export function bodyOf({ method, path, body }: Pick<Route, 'method' | 'path' | 'body'>) {
  if (!body) return undefined;
  const name = `${method} ${path}`;
  const schema = body.schema instanceof z.ZodType ? body.schema : bodies.get(name);
  return { schema: schema ?? anything, isDescribed: schema !== undefined, required: !optional.test(name) || path.endsWith('/_search') };
}
