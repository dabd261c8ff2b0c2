import { boolean, date, type Field, flat, flatMap, type Index, integer, keyword, plainText, text } from './field.ts';

const index = (name: string, kind: Index['kind'], ...fields: Field[][]): Index => ({
  name,
  kind,
  fields: new Map(fields.flat().map((field) => [field.name, field])),
});

const owner = (name: string) => [
  ...text(`${name}.name`, { nested: name }),
  ...text(`${name}.backend_roles`, { isList: true, nested: name }),
  ...text(`${name}.roles`, { isList: true, nested: name }),
  ...text(`${name}.custom_attribute_names`, { isList: true, nested: name }),
];

/** Mappings of connector-model.md §13 and of the other plugin indices; `credential` is left out on purpose (threats.md C-14). */
export const connectorIndex = index(
  '.plugins-ml-connector',
  'connector',
  text('name', { words: 'name', column: 'name' }),
  plainText('description', { words: 'description' }),
  text('backend_roles', { isList: true }),
  keyword('version'),
  keyword('protocol', { column: 'protocol' }),
  keyword('access', { column: 'access' }),
  keyword('tenant_id'),
  keyword('provisioned_by'),
  flatMap('parameters'),
  flatMap('client_config'),
  flat('actions'),
  owner('owner'),
  date('created_time', { column: 'created_time' }),
  date('last_updated_time', { column: 'updated_time' }),
  text('url'),
);

export const modelIndex = index(
  '.plugins-ml-model',
  'model',
  text('name', { words: 'name', column: 'name' }),
  plainText('description', { words: 'description' }),
  keyword('algorithm', { column: 'function_name' }),
  keyword('model_version'),
  keyword('model_group_id', { column: 'model_group_id' }),
  keyword('model_id'),
  keyword('model_state', { column: 'state' }),
  // Not in ML Commons' mapping, so OpenSearch takes it for a text: an id is found under its `.keyword` only.
  text('connector_id', { column: 'connector_id' }),
  integer('planning_worker_node_count'),
  integer('current_worker_node_count'),
  integer('auto_redeploy_retry_times'),
  keyword('planning_worker_nodes', { isList: true }),
  boolean('deploy_to_all_nodes'),
  boolean('is_hidden'),
  boolean('is_enabled'),
  boolean('is_controller_enabled'),
  keyword('tenant_id'),
  keyword('provisioned_by'),
  keyword('model_config.model_type'),
  integer('model_config.embedding_dimension'),
  keyword('model_config.framework_type'),
  plainText('model_config.all_config'),
  flat('model_config.additional_config'),
  flatMap('deploy_setting'),
  flatMap('rate_limiter'),
  flatMap('interface'),
  text('connector.name'),
  plainText('connector.description'),
  keyword('connector.version'),
  keyword('connector.protocol'),
  flatMap('connector.parameters'),
  flat('connector.actions'),
  flatMap('connector.client_config'),
  date('created_time', { column: 'created_time' }),
  date('last_updated_time', { column: 'updated_time' }),
  date('last_deployed_time'),
);

export const modelGroupIndex = index(
  '.plugins-ml-model-group',
  'model_group',
  text('name', { words: 'name', column: 'name' }),
  plainText('description', { words: 'description' }),
  integer('latest_version', { column: 'latest_version' }),
  keyword('model_group_id'),
  text('backend_roles', { isList: true }),
  keyword('access'),
  owner('owner'),
  date('created_time', { column: 'created_time' }),
  date('last_updated_time', { column: 'updated_time' }),
);

export const taskIndex = index(
  '.plugins-ml-task',
  'task',
  keyword('model_id', { column: 'model_id' }),
  keyword('task_type', { column: 'task_type' }),
  keyword('function_name'),
  keyword('state', { column: 'state' }),
  keyword('input_type'),
  keyword('worker_node', { isList: true }),
  date('create_time', { column: 'created_time' }),
  date('last_update_time', { column: 'updated_time' }),
  plainText('error'),
  boolean('is_async'),
  flat('remote_job'),
);
