import { z } from 'zod';
import { isStudioError } from '#lib/errors.ts';
import { backoffPolicies, defaultClientConfig } from './client-config.ts';
import { actionTypes, type Connector, type ConnectorAction, protocols } from './connector.ts';
import { assertCustomId } from './custom-id.ts';
import { headerProblem } from './header-rules.ts';
import { textProblem } from './safe-text.ts';
import { type ActionDraft, validateAction } from './validate-action.ts';

export const accessModes = ['public', 'private', 'restricted'] as const;

/** Makes a rule that throws ML Commons' words into a rule that reports them. */
const says = (check: () => unknown): string | undefined => {
  try {
    check();
    return undefined;
  } catch (thrown) {
    if (isStudioError(thrown)) return thrown.message;
    throw thrown;
  }
};

const safeText = (label: string, rule: { required?: boolean; isName?: boolean } = {}) =>
  z.string().superRefine((value, context) => {
    const message = textProblem({ label, value, ...rule });
    if (message) context.addIssue({ code: 'custom', message });
  });

/** Any JSON value, kept as text: 5 becomes "5". Source: ml-commons StringUtils.getParameterMap. */
const Text = z.unknown().transform((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
const TextMap = z.record(z.string(), z.string());

const Headers = z.record(z.string(), z.string()).superRefine((headers, context) => {
  for (const [name, value] of Object.entries(headers)) {
    const message = headerProblem(name, value, 'http');
    if (message) context.addIssue({ code: 'custom', path: [name], message });
  }
});

export const Action = z
  .object({
    action_type: z.enum(actionTypes),
    method: z.string().min(1, "method can't be null"),
    url: z.string().min(1, "url can't be null"),
    headers: Headers.optional(),
    request_body: z.string().optional(),
    pre_process_function: z.string().optional(),
    post_process_function: z.string().optional(),
    name: z.string().optional(),
    supports_structured_output: z.boolean().optional(),
  })
  .superRefine((action, context) => {
    const message = action.name === undefined ? undefined : says(() => validateAction(action as ActionDraft)); // false counts as absent
    if (message) context.addIssue({ code: 'custom', path: ['name'], message });
  })
  .transform((action): ConnectorAction => validateAction(action as ActionDraft));

const whole = z.number().int();
export const ClientConfigInput = z.object({
  max_connection: whole.default(defaultClientConfig.max_connection),
  connection_timeout: whole.default(defaultClientConfig.connection_timeout),
  read_timeout: whole.default(defaultClientConfig.read_timeout),
  retry_backoff_millis: whole.default(defaultClientConfig.retry_backoff_millis),
  retry_timeout_seconds: whole.default(defaultClientConfig.retry_timeout_seconds),
  max_retry_times: whole.default(defaultClientConfig.max_retry_times),
  retry_backoff_policy: z.enum(backoffPolicies, 'Unsupported retry backoff policy').default(defaultClientConfig.retry_backoff_policy),
  skip_ssl_verification: z.boolean().default(defaultClientConfig.skip_ssl_verification),
  mutual_tls_enabled: z.boolean().default(defaultClientConfig.mutual_tls_enabled),
  keystore_type: z.string().optional(),
});

const fields = {
  name: safeText('Model connector name', { required: true, isName: true }),
  description: safeText('Model connector description').optional(),
  version: z.union([z.string().min(1, 'Connector version is null'), z.number()]).transform(String),
  protocol: z.enum(protocols, `Unsupported connector protocol. Please use one of [${protocols.join(', ')}]`),
  parameters: z.record(z.string(), Text).default({}),
  credential: TextMap.default({}),
  actions: z.array(Action).min(1, 'No actions configured for this connector').optional(),
  backend_roles: z.array(z.string()).optional(),
  add_all_backend_roles: z.boolean().optional(),
  access_mode: z.enum(accessModes).optional(),
  client_config: ClientConfigInput.optional(),
  url: z.string().optional(),
  headers: TextMap.optional(),
  provisioned_by: safeText('Model connector provisioned_by field').optional(),
};

const connectorId = z.string().superRefine((id, context) => {
  const message = says(() => assertCustomId('connector id', id));
  if (message) context.addIssue({ code: 'custom', message });
});

/** What a client may send to create a connector: the only shape that carries a plaintext credential. */
export const ConnectorInput = z.object({ ...fields, connector_id: connectorId.optional(), dry_run: z.boolean().optional() });

/** What an update may send: any subset. Parameters and credential merge with the stored ones. */
export const ConnectorPatch = z.object({ ...fields, parameters: z.record(z.string(), Text), credential: TextMap }).partial();

export type ConnectorInput = z.output<typeof ConnectorInput>;
/** What a form edits. */
export type ConnectorDraft = z.input<typeof ConnectorInput>;
export type ConnectorPatch = z.output<typeof ConnectorPatch>;
/** A create body as it was read: nothing is known to be there. */
export type ConnectorFields = Partial<ConnectorInput>;

const StoredAction = z.strictObject({
  action_type: z.enum(actionTypes),
  method: z.string(),
  url: z.string(),
  headers: TextMap.optional(),
  request_body: z.string().optional(),
  pre_process_function: z.string().optional(),
  post_process_function: z.string().optional(),
  name: z.string().optional(),
  supports_structured_output: z.literal(true).optional(),
});

/** What leaves the server. Strict, so that a credential that slips in fails a test instead of reaching a browser. */
export const ConnectorView = z.strictObject({
  name: z.string().optional(),
  version: z.string().optional(),
  description: z.string().optional(),
  protocol: z.enum(protocols),
  parameters: TextMap.optional(),
  actions: z.array(StoredAction).optional(),
  backend_roles: z.array(z.string()).optional(),
  owner: z
    .strictObject({
      name: z.string(),
      backend_roles: z.array(z.string()),
      roles: z.array(z.string()),
      custom_attribute_names: z.array(z.string()),
      user_requested_tenant: z.null(),
      user_requested_tenant_access: z.null().optional(),
    })
    .optional(),
  access: z.enum(accessModes).optional(),
  created_time: z.number(),
  last_updated_time: z.number(),
  client_config: z.strictObject({ ...ClientConfigInput.shape }).optional(),
  tenant_id: z.string().optional(),
  provisioned_by: z.string().optional(),
  url: z.string().optional(),
  headers: TextMap.optional(),
}) satisfies z.ZodType<Omit<Connector, 'parameters'> & { parameters?: Connector['parameters'] | undefined }>;
