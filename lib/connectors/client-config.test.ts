import { expect, test } from 'vitest';
import { clientConfigInUse, defaultClientConfig } from './client-config.ts';

test('without a client_config the defaults are used', () => {
  expect(clientConfigInUse(undefined)).toEqual(defaultClientConfig);
});

test('numbers that no client can use are brought into range (I-10)', () => {
  const stored = { ...defaultClientConfig, max_connection: -1, read_timeout: 99_999, max_retry_times: -5, retry_backoff_millis: 0 };
  expect(clientConfigInUse(stored)).toMatchObject({ max_connection: 1, read_timeout: 600, max_retry_times: -1, retry_backoff_millis: 10 });
});
