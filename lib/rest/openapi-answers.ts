import { z } from 'zod';
import { Batch, BatchPage, BatchRowPage } from '#lib/batches/batch-schema.ts';
import { Change, ChangePage } from '#lib/changes/change-schema.ts';
import { ConnectorView } from '#lib/connectors/schema.ts';
import { Run, RunPage, RunStats, SharedRun } from '#lib/runs/run-schema.ts';
import type { Route } from './route.ts';

const id = z.string().min(1);
const time = z.number().describe('Epoch milliseconds');
const text = z.string();
const anything = z.record(z.string(), z.unknown());
const count = z.int().min(0);

const Acknowledged = z.strictObject({ acknowledged: z.literal(true) });
const shards = z.looseObject({ total: count, successful: count, failed: count });
const Written = z.strictObject({
  _index: text,
  _id: id,
  _version: z.int(),
  result: z.enum(['created', 'updated', 'deleted', 'not_found', 'noop']),
  forced_refresh: z.literal(true).optional(),
  _shards: shards,
  _seq_no: z.int(),
  _primary_term: z.int(),
});
const Hit = z.looseObject({ _index: text, _id: id, _score: z.number().nullable().optional(), _source: anything.optional() });
const Found = z.looseObject({
  took: count,
  timed_out: z.boolean(),
  _shards: shards,
  hits: z.looseObject({
    total: z.strictObject({ value: count, relation: z.enum(['eq', 'gte']) }).optional(),
    max_score: z.number().nullable(),
    hits: z.array(Hit),
  }),
  aggregations: anything.optional(),
});

const Owner = z.looseObject({ name: text });
const Model = z.looseObject({
  name: text.optional(),
  algorithm: text,
  model_state: text,
  created_time: time,
  last_updated_time: time,
  model_group_id: text.optional(),
  connector_id: text.optional(),
  description: text.optional(),
});
const ModelGroup = z.looseObject({
  name: text,
  latest_version: count,
  access: text.optional(),
  owner: Owner.optional(),
  created_time: time,
  last_updated_time: time,
});
const Task = z.looseObject({ task_type: text, state: text, create_time: time, last_update_time: time, is_async: z.boolean() });
const Registered = z.strictObject({ task_id: id, status: text, model_id: id.optional() });
const Deployed = z.looseObject({ task_id: id, task_type: text, status: text });
const Undeployed = z.record(z.string(), z.looseObject({ stats: z.record(z.string(), text) }));
const Predicted = z.looseObject({
  inference_results: z.array(z.looseObject({ output: z.array(anything).optional(), status_code: z.int().optional() })),
});
const Settings = z.looseObject({
  persistent: anything,
  transient: anything,
  defaults: anything.optional(),
  acknowledged: z.literal(true).optional(),
});
const Profile = z.looseObject({ nodes: z.record(z.string(), anything).optional(), models: z.record(z.string(), anything).optional() });
const Info = z.looseObject({
  name: text,
  cluster_name: text,
  cluster_uuid: text,
  version: z.looseObject({ distribution: text, number: text }),
  tagline: text,
});

const Session = z.looseObject({
  user: z.looseObject({ id, username: text, role: text, backend_roles: z.array(text) }),
  permissions: z.array(text),
  preferences: anything,
  idle_expires_at: time.nullable(),
  expires_at: time.nullable(),
});
const Account = z.looseObject({ user: z.looseObject({ id, username: text, role: text }), preferences: anything });
const Token = z.looseObject({ id, name: text, scope: text });
const User = z.looseObject({
  id,
  username: text,
  role: text,
  backend_roles: z.array(text),
  state: z.enum(['active', 'invited', 'disabled']),
  created_at: time,
  last_seen: time.nullable(),
  invitation: text.optional().describe('A link for whoever was invited, shown this once'),
  can: anything,
  _seq_no: z.int(),
  _primary_term: z.int(),
});
const pageOf = (item: z.ZodType, name = 'items') => z.looseObject({ total: count, [name]: z.array(item) });
const Blueprint = z.looseObject({
  id,
  title: text,
  provider: text,
  task: text,
  origin: z.enum(['built_in', 'yours', 'shared']),
  version: count.describe('The newest published version; 0 for a draft'),
  endpoint_trusted: z.boolean(),
  used: count,
  can: anything,
});
const BlueprintVersion = z.looseObject({ version: z.int().min(1), at: time.nullable(), by: text.nullable(), note: text });
const Problems = z.strictObject({ problems: z.array(z.looseObject({ path: text, severity: text, message: text })) });
const FoundObject = z.strictObject({
  kind: z.enum(['connector', 'model', 'blueprint', 'setting']),
  id,
  name: text,
  detail: text.optional(),
});
const Shown = z.looseObject({ connector_id: id, connector: anything });

/** Schemas with a name of their own in the description. */
export const namedAnswers: ReadonlyMap<z.ZodType, string> = new Map<z.ZodType, string>([
  [Acknowledged, 'Acknowledged'],
  [Written, 'Written'],
  [Found, 'SearchAnswer'],
  [ConnectorView, 'Connector'],
  [Model, 'Model'],
  [ModelGroup, 'ModelGroup'],
  [Task, 'Task'],
  [Registered, 'Registered'],
  [Deployed, 'Deployed'],
  [Undeployed, 'Undeployed'],
  [Predicted, 'PredictAnswer'],
  [Settings, 'Settings'],
  [Info, 'Info'],
  [Session, 'Session'],
]);

export type DocumentedAnswer = {
  description: string;
  /** Absent: any JSON. */
  schema?: z.ZodType;
  contentType?: string;
};

const json = (description: string, schema: z.ZodType): DocumentedAnswer => ({ description, schema });
const ml = '/_plugins/_ml';
const studio = '/api/studio';
const found = json('What was found', Found);
const undeployed = json('By node: what became of each model', Undeployed);
const predicted = json('What the model answers, call by call', Predicted);
const events = 'text/event-stream';

/** What a route answers with 200, by method and path. */
const answers: ReadonlyMap<string, DocumentedAnswer> = new Map<string, DocumentedAnswer>([
  ['GET /', json('OpenSearch’s info document', Info)],
  ['GET /api/info', json('OpenSearch’s info document', Info)],
  ['GET /api/health', json('The process lives', z.strictObject({ status: z.literal('ok') }))],
  ['GET /api/ready', json('Requests can be answered', z.strictObject({ status: z.literal('ready') }))],
  ['GET /_cluster/settings', json('The settings; every value is a text or a list of texts', Settings)],
  ['PUT /_cluster/settings', json('What was set', Settings)],

  [`POST ${ml}/connectors/_create`, json('The id, or with `dry_run` what would be stored', z.looseObject({ connector_id: id.optional() }))],
  [`GET ${ml}/connectors/:connector_id`, json('The connector, without its credential', ConnectorView)],
  [`PUT ${ml}/connectors/:connector_id`, json('The change is made', Written)],
  [`DELETE ${ml}/connectors/:connector_id`, json('Deleted, or `not_found`', Written)],
  [`GET ${ml}/connectors/:connector_id/tools`, json('The tools of an MCP server', anything)],
  ...['connectors', 'models', 'model_groups', 'tasks'].flatMap((kind) =>
    ['GET', 'POST'].map((method): [string, DocumentedAnswer] => [`${method} ${ml}/${kind}/_search`, found]),
  ),

  [`POST ${ml}/models/_register`, json('The model is registered; its task is complete', Registered)],
  [`POST ${ml}/models/_upload`, json('As _register', Registered)],
  [`POST ${ml}/models/:model_id/_deploy`, json('The model is deployed; its task is complete', Deployed)],
  [`POST ${ml}/models/:model_id/_load`, json('As _deploy', Deployed)],
  [`POST ${ml}/models/:model_id/_undeploy`, undeployed],
  [`POST ${ml}/models/:model_id/_unload`, undeployed],
  [`POST ${ml}/models/_undeploy`, undeployed],
  [`POST ${ml}/models/_unload`, undeployed],
  [`GET ${ml}/models/:model_id`, json('The model', Model)],
  [`PUT ${ml}/models/:model_id`, json('The change is made', Written)],
  [`DELETE ${ml}/models/:model_id`, json('Deleted, or `not_found`', Written)],

  [`POST ${ml}/model_groups/_register`, json('The id', z.strictObject({ model_group_id: id, status: text }))],
  [`GET ${ml}/model_groups/:model_group_id`, json('The group', ModelGroup)],
  [`PUT ${ml}/model_groups/:model_group_id`, json('The change is made', z.strictObject({ status: z.literal('Updated') }))],
  [`DELETE ${ml}/model_groups/:model_group_id`, json('Deleted, or `not_found`', Written)],

  [`GET ${ml}/tasks/:task_id`, json('The task; a batch job is asked for its state', Task)],
  [`DELETE ${ml}/tasks/:task_id`, json('Deleted, or `not_found`', Written)],
  [`POST ${ml}/tasks/:task_id/_cancel`, json('The job is cancelled', z.strictObject({ status: z.literal('OK') }))],

  [`POST ${ml}/models/:model_id/_predict`, predicted],
  [`POST ${ml}/_predict/:algorithm/:model_id`, predicted],
  [`POST ${ml}/models/:model_id/_batch_predict`, json('The task that follows the job', z.looseObject({ task_id: id, status: text }))],
  [`POST ${ml}/models/:model_id/_predict/stream`, { description: 'Pieces of the answer as they come', contentType: events }],

  [`POST ${ml}/controllers/:model_id`, json('Made or changed', z.strictObject({ model_id: id, status: z.enum(['CREATED', 'UPDATED']) }))],
  [`PUT ${ml}/controllers/:model_id`, json('The change is made', Written)],
  [`GET ${ml}/controllers/:model_id`, json('The limits of each user', z.looseObject({ model_id: id }))],
  [`DELETE ${ml}/controllers/:model_id`, json('Deleted', Written)],

  ...['', '/models', '/models/:id', '/tasks', '/tasks/:id'].map((rest): [string, DocumentedAnswer] => [
    `GET ${ml}/profile${rest}`,
    json('What runs and what was asked of it, by node or by model', Profile),
  ]),
  ...['/stats', '/stats/:stat', '/:nodeId/stats', '/:nodeId/stats/:stat'].map((rest): [string, DocumentedAnswer] => [
    `GET ${ml}${rest}`,
    json('Counts, of the whole and by node', anything),
  ]),

  [`GET ${studio}/setup`, json('Whether the studio waits for its first administrator', z.looseObject({ open: z.boolean() }))],
  [`POST ${studio}/setup`, json('The first session', Session)],
  [`GET ${studio}/session`, json('Who is signed in, and what they may do', Session)],
  [`POST ${studio}/session`, json('The new session', Session)],
  [`POST ${studio}/session/_accept`, json('The first session', Session)],
  [`DELETE ${studio}/session`, json('Signed out', Acknowledged)],
  [`GET ${studio}/account`, json('The own account', Account)],
  [`PATCH ${studio}/account`, json('The own account', Account)],
  [`GET ${studio}/account/tokens`, json('Tokens, without the tokens themselves', pageOf(Token))],
  [`POST ${studio}/account/tokens`, json('The token, shown this once', Token.extend({ token: text }))],
  [`DELETE ${studio}/account/tokens/:token_id`, json('Removed', Acknowledged)],
  [`GET ${studio}/users`, json('One page', pageOf(User))],
  [`POST ${studio}/users`, json('The new user', User)],
  [`GET ${studio}/users/:user_id`, json('The user', User)],
  [`PATCH ${studio}/users/:user_id`, json('The user as they now are', User)],
  [`DELETE ${studio}/users/:user_id`, json('Deleted', Acknowledged)],
  [`GET ${studio}/settings`, json('Every setting', pageOf(z.looseObject({ key: text, type: text })))],
  [`POST ${studio}/trusted-endpoints/_check`, json('A verdict for each pattern', z.looseObject({ patterns: z.array(anything) }))],
  [
    `POST ${studio}/model-interfaces/_check`,
    json('Why a side is no schema; a side that is one is left out', z.strictObject({ input: text, output: text }).partial()),
  ],
  [`GET ${studio}/blueprints`, json('The gallery', pageOf(Blueprint, 'blueprints'))],
  [`POST ${studio}/blueprints`, json('The new draft', Blueprint)],
  [`GET ${studio}/blueprints/:id`, json('The blueprint', Blueprint)],
  [`PUT ${studio}/blueprints/:id`, json('The draft as it now is', Blueprint)],
  [`DELETE ${studio}/blueprints/:id`, json('Deleted', Acknowledged)],
  [`POST ${studio}/blueprints/:id/_publish`, json('The blueprint as it is published', Blueprint)],
  [`POST ${studio}/blueprints/:id/_fork`, json('The new draft', Blueprint)],
  [`GET ${studio}/blueprints/:id/_export`, json('The file', z.looseObject({ format: text, id }))],
  [`GET ${studio}/blueprints/:id/versions`, json('Newest first', pageOf(BlueprintVersion))],
  [`GET ${studio}/blueprints/:id/versions/:version`, json('The version', BlueprintVersion.extend({ blueprint: anything }))],
  [`POST ${studio}/blueprints/_check`, json('What stands against publishing, and what should be looked at', Problems)],
  [
    `POST ${studio}/blueprints/_record`,
    json('The example, or how the call failed', z.looseObject({ outcome: text, example: anything.optional() })),
  ],
  [
    `GET ${studio}/connectors/:connector_id/blueprint-changes`,
    json('Changes, and the connector with them', z.looseObject({ blueprint: anything, changes: z.array(anything), connector: anything })),
  ],
  [`GET ${studio}/connectors`, json('One page', pageOf(z.looseObject({ connector_id: id })))],
  [`POST ${studio}/connectors/_check`, json('What is wrong', z.strictObject({ problems: z.array(z.looseObject({ message: text })) }))],
  [`GET ${studio}/connectors/:connector_id`, json('The connector as its page shows it', Shown)],
  [`GET ${studio}/connectors/:connector_id/versions`, json('Changes, newest first', z.looseObject({ items: z.array(anything) }))],
  [`GET ${studio}/connectors/:connector_id/versions/:version`, json('The connector as it was', anything)],
  [`POST ${studio}/connectors/:connector_id/_save`, { description: 'Steps, and then the result', contentType: events }],
  [`GET ${studio}/search`, json('A few of each kind, best first', z.strictObject({ items: z.array(FoundObject) }))],
  [`GET ${studio}/models`, json('One page', pageOf(z.looseObject({ model_id: id })))],
  [
    `POST ${studio}/predictions`,
    json('The trace, with what _predict would have answered', z.looseObject({ outcome: text, trace: anything })),
  ],
  [`GET ${studio}/runs`, json('One page', RunPage)],
  [`GET ${studio}/runs/_export`, { description: 'One run in each line', contentType: 'application/x-ndjson' }],
  [`DELETE ${studio}/runs`, json('Forgotten', Acknowledged)],
  [`GET ${studio}/runs/_stats`, json('Counts by interval and by connector', RunStats)],
  [`GET ${studio}/runs/:run_id`, json('The run', Run)],
  [`POST ${studio}/runs/:run_id/_share`, json('The run, and the link to it', SharedRun)],
  [`GET ${studio}/batches`, json('One page', BatchPage)],
  [`POST ${studio}/batches`, json('The batch, whose rows are being sent', Batch)],
  [`GET ${studio}/batches/:batch_id`, json('The batch', Batch)],
  [`GET ${studio}/batches/:batch_id/rows`, json('One page', BatchRowPage)],
  [`POST ${studio}/batches/:batch_id/_stop`, json('The batch as it now is', Batch)],
  [`POST ${studio}/batches/:batch_id/_retry`, json('The batch as it now is', Batch)],
  [`GET ${studio}/batches/:batch_id/_export`, { description: 'Rows with what came of them', contentType: 'application/x-ndjson' }],
  [`GET ${studio}/changes`, json('One page', ChangePage)],
  [`GET ${studio}/changes/_export`, { description: 'One change in each line', contentType: 'application/x-ndjson' }],
  [`GET ${studio}/changes/:change_id`, json('The change', Change)],
  ['GET /api/openapi.json', json('This description', z.looseObject({ openapi: text, paths: anything }))],
]);

/** @returns undefined for a route whose answer nobody has described */
export const answerOf = ({ method, path }: Pick<Route, 'method' | 'path'>): DocumentedAnswer | undefined =>
  answers.get(`${method} ${path}`);

const notText = "^Can't get text on a \\w+ at \\d+:\\d+$";
const isDisabled = '^\\S.* is currently disabled\\. To enable it, update the setting "[\\w.]+" to true\\.$';
const noMcp = '^The MCP connector is not enabled\\. To enable, please update the setting [\\w.]+$';

/** Where ML Commons answers 500 for what its caller did, so does the studio: the reasons, as regular expressions, by method and path. */
const failures: readonly { of: RegExp; reasons: readonly string[] }[] = [
  // Bodies that are read by hand; updates of connectors and models answer 400 instead.
  { of: /^POST .*\/(_create|_register|_upload|_deploy|_load|_undeploy|_unload|_predict|_batch_predict|stream)$/, reasons: [notText] },
  { of: /^POST .*\/_predict\/:algorithm/, reasons: [notText] },
  { of: /\/(model_groups|controllers|profile|stats)(\/|$)/, reasons: [notText] },
  { of: /^POST .*\/connectors\/_create$/, reasons: ['^Create Connector request has empty body$', noMcp, '^Not implemented\\.$'] },
  { of: /^(PUT .*\/connectors|POST .*\/_save$)/, reasons: [noMcp, '^Not implemented\\.$'] },
  { of: /\/tools$/, reasons: [noMcp] },
  { of: /\/(_register|_upload)$/, reasons: ['^Model Group Response is empty for '] },
  { of: /^PUT .*\/model_groups\//, reasons: ['^Model group request has empty body$'] },
  { of: /\/(_batch_predict|stream)$|\/controllers\//, reasons: [isDisabled] },
  {
    of: /\/tasks\/:task_id/,
    reasons: ['^Task cannot be deleted in running state\\. Try after some time\\.$', "^Couldn't cancel the transform job\\."],
  },
  { of: /^DELETE .*\/connectors\//, reasons: ['^You are not allowed to delete this connector$'] },
  // What a service answered can make no sense to what the connector wants done with it; nothing the caller sent helps then.
  {
    of: /\/_predict|\/_batch_predict/,
    reasons: ['^Fail to execute ', '^No results for path', '^Missing property in path', ' of a tensor holds '],
  },
];

/** Reasons that a 500 of this route may give; none for most routes: there a 500 is a defect. */
export function failuresOf({ method, path }: Pick<Route, 'method' | 'path'>): readonly string[] {
  const name = `${method} ${path}`;
  return failures.flatMap(({ of, reasons }) => (of.test(name) ? reasons : []));
}
