import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import { backoffDelay, retryAfter } from './backoff.ts';

describe('L-03', () => {
  const now = Date.UTC(2026, 0, 1, 12, 0, 0);

  test.each([
    ['3', 3_000],
    [' 120 ', 120_000],
    ['0', 0],
    ['Thu, 01 Jan 2026 12:00:05 GMT', 5_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('Retry-After %o is %o ms', (value, milliseconds) => {
    expect(retryAfter(value, now)).toBe(milliseconds);
  });

  const anyConfig = fc.record({
    retry_backoff_millis: fc.integer({ min: 10, max: 60_000 }),
    retry_timeout_seconds: fc.integer({ min: 1, max: 600 }),
    retry: fc.integer({ min: 0, max: 100 }),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });

  test('delays of every policy are whole and stay within their bounds', () => {
    fc.assert(
      fc.property(anyConfig, ({ retry, random, ...config }) => {
        const delay = (retry_backoff_policy: (typeof defaultClientConfig)['retry_backoff_policy']) =>
          backoffDelay(retry, { ...config, retry_backoff_policy }, () => random);
        const { retry_backoff_millis: base, retry_timeout_seconds } = config;
        expect(delay('constant')).toBe(base);
        const equal = delay('exponential_equal_jitter');
        const most = Math.min(2 ** Math.min(retry, 30) * base, retry_timeout_seconds * 1000);
        expect(Number.isInteger(equal) && equal >= Math.floor(most / 2) && equal <= most).toBe(true);
        const full = delay('exponential_full_jitter');
        expect(Number.isInteger(full) && full >= 1 && full <= Math.min(base * 2 ** Math.min(retry, 31), 2 ** 31 - 1)).toBe(true);
      }),
      { numRuns: 2_000, interruptAfterTimeLimit: 5_000 },
    );
  });

  test('L-01 the defaults are those of ML Commons', () => {
    expect(defaultClientConfig).toEqual({
      max_connection: 30,
      connection_timeout: 30,
      read_timeout: 30,
      retry_backoff_millis: 200,
      retry_timeout_seconds: 30,
      max_retry_times: 0,
      retry_backoff_policy: 'constant',
      skip_ssl_verification: false,
      mutual_tls_enabled: false,
    });
  });
});
