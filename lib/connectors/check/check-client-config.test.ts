import { expect, test } from 'vitest';
import { defaultClientConfig } from '../client-config.ts';
import { checkClientConfig } from './check-client-config.ts';

const paths = (config: Partial<typeof defaultClientConfig>) =>
  checkClientConfig({ ...defaultClientConfig, ...config }).map(({ severity, path }) => `${severity} ${path}`);

test('L-01 the defaults are without fault', () => {
  expect(paths({})).toEqual([]);
  expect(checkClientConfig(undefined)).toEqual([]);
});

test('mutual TLS that no call would survive is an error', () => {
  expect(paths({ mutual_tls_enabled: true, skip_ssl_verification: true })).toEqual([
    'error client_config.skip_ssl_verification',
    'warning client_config.skip_ssl_verification',
  ]);
  expect(paths({ mutual_tls_enabled: true, keystore_type: 'JKS' })).toEqual(['error client_config.keystore_type']);
  expect(paths({ mutual_tls_enabled: true, keystore_type: 'pkcs12' })).toEqual([]);
});
