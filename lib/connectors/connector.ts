export const actionTypes = ['PREDICT', 'EXECUTE', 'BATCH_PREDICT', 'CANCEL_BATCH_PREDICT', 'BATCH_PREDICT_STATUS'] as const;
export type ActionType = (typeof actionTypes)[number];

export const protocols = ['aws_sigv4', 'http', 'mcp_sse', 'mcp_streamable_http'] as const;
export type Protocol = (typeof protocols)[number];

/** Keys in the order in which ML Commons prints them (connector-model.md §4.1). */
export type ConnectorAction = {
  action_type: ActionType;
  method: string;
  url: string;
  headers?: Record<string, string>;
  request_body?: string;
  pre_process_function?: string;
  post_process_function?: string;
  name?: string;
  supports_structured_output?: true;
};

/** All members are set once the object was sent, even as `{}` (connector-model.md §7). */
export type ClientConfig = {
  max_connection: number;
  /** Seconds. */
  connection_timeout: number;
  /** Seconds. */
  read_timeout: number;
  /** Milliseconds, unlike its neighbours. */
  retry_backoff_millis: number;
  /** Seconds. */
  retry_timeout_seconds: number;
  /** 0 = no retry, -1 = until the retry time-out. */
  max_retry_times: number;
  retry_backoff_policy: 'constant' | 'exponential_equal_jitter' | 'exponential_full_jitter';
  skip_ssl_verification: boolean;
  mutual_tls_enabled: boolean;
  keystore_type?: string;
};

export type Owner = {
  name: string;
  backend_roles: string[];
  roles: string[];
  custom_attribute_names: string[];
  user_requested_tenant: null;
  user_requested_tenant_access?: null;
};

/**
 * A connector as stored and as `GET` returns it, in ML Commons' key order; absent = not printed. Never holds a credential.
 * `http` and `aws_sigv4` have `actions`, the MCP protocols have `url` and `headers`.
 */
export type Connector = {
  name?: string;
  version?: string;
  description?: string;
  protocol: Protocol;
  /** Every value is text (connector-model.md §2.1). */
  parameters: Record<string, string>;
  actions?: ConnectorAction[];
  backend_roles?: string[];
  owner?: Owner;
  access?: 'public' | 'private' | 'restricted';
  /** Epoch milliseconds. */
  created_time: number;
  /** Epoch milliseconds. */
  last_updated_time: number;
  client_config?: ClientConfig;
  tenant_id?: string;
  provisioned_by?: string;
  url?: string;
  headers?: Record<string, string>;
};
