import type { ClientConfig } from '#lib/connectors/connector.ts';

type Config = Pick<ClientConfig, 'retry_backoff_millis' | 'retry_backoff_policy' | 'retry_timeout_seconds'>;

const largestInt = 2_147_483_647;

/**
 * How long to wait before a retry (predict.md §11).
 * @param retry 0 for the first one
 * @param random in [0, 1)
 * @returns whole milliseconds
 */
export function backoffDelay(retry: number, config: Config, random: () => number): number {
  const { retry_backoff_millis: base, retry_backoff_policy: policy, retry_timeout_seconds } = config;
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  if (policy === 'exponential_equal_jitter') {
    const half = Math.floor(Math.min(2 ** Math.min(retry, 30) * base, retry_timeout_seconds * 1000) / 2);
    return half + between(0, half);
  }
  if (policy === 'exponential_full_jitter') return between(1, Math.min(base * 2 ** Math.min(retry, 31), largestInt));
  return base;
}

/**
 * What a service asks for with `Retry-After`: seconds, or a date.
 * @param now epoch milliseconds
 * @returns milliseconds from now, never negative; undefined where it asks for nothing
 */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  if (!/\d:\d\d/.test(value)) return undefined; // anything else may be read as some date, too
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
