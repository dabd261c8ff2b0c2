import type { ClientConfig } from './connector.ts';

export const backoffPolicies = ['constant', 'exponential_equal_jitter', 'exponential_full_jitter'] as const;

/** What applies where a connector says nothing; in the order in which ML Commons prints them (connector-model.md §7). */
export const defaultClientConfig: ClientConfig = {
  max_connection: 30,
  connection_timeout: 30,
  read_timeout: 30,
  retry_backoff_millis: 200,
  retry_timeout_seconds: 30,
  max_retry_times: 0,
  retry_backoff_policy: 'constant',
  skip_ssl_verification: false,
  mutual_tls_enabled: false,
};

/** Ranges in use (threats.md I-10). ML Commons stores any number; outside of these the nearest end is used. */
export const clientConfigRanges = {
  max_connection: [1, 1000],
  connection_timeout: [1, 600],
  read_timeout: [1, 600],
  retry_backoff_millis: [10, 60_000],
  retry_timeout_seconds: [1, 600],
  max_retry_times: [-1, 10],
} as const satisfies Partial<Record<keyof ClientConfig, readonly [number, number]>>;

export type RangedField = keyof typeof clientConfigRanges;
export const rangedFields = Object.keys(clientConfigRanges) as RangedField[]; // keys of the literal above

const clamp = (value: number, [least, most]: readonly [number, number]) => Math.min(Math.max(value, least), most);

/** The configuration as a call uses it: defaults filled in, numbers kept in range. */
export function clientConfigInUse(stored: ClientConfig | undefined): ClientConfig {
  const config = { ...defaultClientConfig, ...stored };
  for (const field of rangedFields) config[field] = clamp(config[field], clientConfigRanges[field]);
  return config;
}
