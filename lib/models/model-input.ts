import type { accessModes } from '#lib/connectors/schema.ts';
import type { FunctionName } from './function-name.ts';
import type { DeploySetting, Guardrails, InlineConnector, ModelConfig, ModelInterface, RateLimiter } from './model.ts';

/** An inline connector as it was sent: the only shape in which a model carries a plaintext credential. */
export type InlineInput = { connector: InlineConnector; credential: Record<string, string> };

/** A patch of an inline connector: what is absent stays. */
export type InlinePatch = Partial<Omit<InlineConnector, 'protocol'>> & { protocol?: string; credential?: Record<string, string> };

type AccessFields = {
  backend_roles?: string[] | undefined;
  add_all_backend_roles?: boolean | undefined;
  access_mode?: (typeof accessModes)[number] | undefined;
};

/** A register body as it was read: nothing is known to be there (rest-api.md §4.1). */
export type ModelFields = AccessFields & {
  name?: string | undefined;
  function_name?: FunctionName | undefined;
  connector_id?: string | undefined;
  connector?: InlineInput | undefined;
  model_id?: string | undefined;
  model_group_id?: string | undefined;
  description?: string | undefined;
  is_enabled?: boolean | undefined;
  rate_limiter?: RateLimiter | undefined;
  guardrails?: Guardrails | undefined;
  interface?: ModelInterface | undefined;
  model_config?: ModelConfig | undefined;
  deploy_setting?: DeploySetting | undefined;
  url?: string | undefined;
  model_format?: string | undefined;
  provisioned_by?: string | undefined;
};

/** An update body as it was read (rest-api.md §4.6). */
export type ModelPatch = Pick<
  ModelFields,
  | 'name'
  | 'description'
  | 'model_group_id'
  | 'is_enabled'
  | 'rate_limiter'
  | 'model_config'
  | 'deploy_setting'
  | 'connector_id'
  | 'guardrails'
  | 'interface'
> & { connector?: InlinePatch | undefined };

/** A body for registering or changing a model group (rest-api.md §6). */
export type GroupFields = AccessFields & {
  name?: string | undefined;
  description?: string | undefined;
  model_group_id?: string | undefined;
};
