import type { Connector } from '#lib/connectors/connector.ts';
import type { FunctionName } from './function-name.ts';

export const modelStates = [
  'TRAINED',
  'REGISTERING',
  'REGISTERED',
  'DEPLOYING',
  'DEPLOYED',
  'PARTIALLY_DEPLOYED',
  'UNDEPLOYED',
  'DEPLOY_FAILED',
] as const;
export type ModelState = (typeof modelStates)[number];

/** States in which a model holds its connector: the connector cannot be changed, the model cannot be deleted. */
export const deployedStates: readonly ModelState[] = ['DEPLOYED', 'DEPLOYING', 'PARTIALLY_DEPLOYED'];

/** A limiter counts only with both parts; `limit` is kept as the text that was sent. */
export type RateLimiter = { limit?: string; unit?: string };

export type LocalRegexRule = { stop_words?: { index_name: string; source_fields: string[] }[]; regex?: string[] };
export type ModelRule = { model_id?: string; response_filter?: string; response_validation_regex?: string };
export type Guardrails =
  | { type: 'local_regex'; input_guardrail?: LocalRegexRule; output_guardrail?: LocalRegexRule }
  | { type: 'model'; input_guardrail?: ModelRule; output_guardrail?: ModelRule };

/** JSON Schema texts. */
export type ModelInterface = { input?: string; output?: string };

export type ModelConfig = {
  model_type?: string;
  embedding_dimension?: number;
  framework_type?: string;
  all_config?: string;
  /** Any JSON object. */
  additional_config?: unknown;
};

export type DeploySetting = { is_auto_deploy_enabled?: boolean; model_ttl_minutes: number };

/** A connector inside a model: nothing but its protocol is required, and it has no times of its own (connector-model.md §12). */
export type InlineConnector = Omit<Connector, 'parameters' | 'created_time' | 'last_updated_time'> & {
  parameters?: Connector['parameters'];
};

/** A model as stored and as `GET` returns it, in ML Commons' key order; absent = not printed. Never holds a credential. */
export type Model = {
  name: string;
  model_group_id: string;
  /** Anything but `REMOTE` runs inside a cluster: the studio keeps its record, and never deploys it. */
  algorithm: FunctionName;
  model_version: string;
  description?: string;
  /** Of a model that runs inside a cluster, as it was sent. */
  model_format?: string;
  model_state: ModelState;
  model_config?: ModelConfig;
  deploy_setting?: DeploySetting;
  is_enabled?: boolean;
  /** Whether it has, or had, a controller (limits per user). */
  is_controller_enabled?: boolean;
  rate_limiter?: RateLimiter;
  /** Epoch milliseconds, like the times below. */
  created_time: number;
  last_updated_time: number;
  last_deployed_time?: number;
  /** Its own id: ML Commons writes it with the first update. */
  model_id?: string;
  auto_redeploy_retry_times?: number;
  planning_worker_node_count?: number;
  current_worker_node_count?: number;
  planning_worker_nodes?: string[];
  deploy_to_all_nodes?: true;
  is_hidden: boolean;
  connector?: InlineConnector;
  connector_id?: string;
  guardrails?: Guardrails;
  interface?: ModelInterface;
  provisioned_by?: string;
};

const printedOrder = [
  'name',
  'model_group_id',
  'algorithm',
  'model_version',
  'description',
  'model_format',
  'model_state',
  'model_config',
  'deploy_setting',
  'is_enabled',
  'is_controller_enabled',
  'rate_limiter',
  'created_time',
  'last_updated_time',
  'last_deployed_time',
  'model_id',
  'auto_redeploy_retry_times',
  'planning_worker_node_count',
  'current_worker_node_count',
  'planning_worker_nodes',
  'deploy_to_all_nodes',
  'is_hidden',
  'connector',
  'connector_id',
  'guardrails',
  'interface',
  'provisioned_by',
] as const satisfies readonly (keyof Model)[];

/** The same model with its members in printed order, absent ones left out. */
export const inPrintedOrder = (model: Model): Model =>
  // as: the entries are those of a Model
  Object.fromEntries(printedOrder.filter((key) => model[key] !== undefined).map((key) => [key, model[key]])) as Model;
