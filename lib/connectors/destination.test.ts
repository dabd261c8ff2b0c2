import { describe, expect, test } from 'vitest';
import type { Connector } from './connector.ts';
import { changesDestination, hostOf, originOf } from './destination.ts';
import { providerOf } from './provider-of.ts';

const connector = (change: Partial<Connector> = {}): Connector => ({
  protocol: 'http',
  parameters: { region: 'us-east-1' },
  actions: [
    { action_type: 'PREDICT', method: 'POST', url: 'https://api.example.com/v1', headers: { Authorization: 'Bearer ${credential.key}' } },
  ],
  created_time: 0,
  last_updated_time: 0,
  ...change,
});
const calling = (url: string, headers: Record<string, string> = { Authorization: 'Bearer ${credential.key}' }) =>
  connector({ actions: [{ action_type: 'PREDICT', method: 'POST', url, headers }] });

test.each([
  ['https://API.example.com/v1', 'https://api.example.com:443'],
  ['http://a.test:8080?x', 'http://a.test:8080'],
  ['http://[::1]:11434/api', 'http://[::1]:11434'],
  ['no address', 'no address'],
])('%s leads to %s', (url, origin) => {
  expect(originOf(url)).toBe(origin);
});

describe('a kept credential would go somewhere new (C-12)', () => {
  test.each([
    ['another host', calling('https://other.example.com/v1')],
    ['another scheme', calling('http://api.example.com/v1')],
    ['another port', calling('https://api.example.com:8443/v1')],
    ['another protocol', connector({ protocol: 'aws_sigv4' })],
    ['another header', calling('https://api.example.com/v1', { 'X-Key': '${credential.key}' })],
    ['another field in the same header', calling('https://api.example.com/v1', { Authorization: 'Bearer ${credential.other}' })],
    [
      'no check of certificates',
      connector({
        client_config: {
          max_connection: 30,
          connection_timeout: 30,
          read_timeout: 30,
          retry_backoff_millis: 200,
          retry_timeout_seconds: 30,
          max_retry_times: 0,
          retry_backoff_policy: 'constant',
          skip_ssl_verification: true,
          mutual_tls_enabled: false,
        },
      }),
    ],
  ])('by %s', (_name, after) => {
    expect(changesDestination(connector(), after)).toBe(true);
  });

  test('not by another path, another case of the host, the port that is meant anyway, or a header less', () => {
    expect(changesDestination(connector(), calling('https://API.example.com:443/v2/other?x=1'))).toBe(false);
    expect(changesDestination(connector(), calling('https://api.example.com/v1', {}))).toBe(false);
    expect(changesDestination(connector(), connector())).toBe(false);
  });

  test('by a parameter that stands in the host', () => {
    const url = 'https://bedrock-runtime.${parameters.region}.amazonaws.com/x';
    expect(changesDestination(calling(url), { ...calling(url), parameters: { region: 'eu-west-1' } })).toBe(true);
    expect(changesDestination(calling(url), { ...calling(url), parameters: { region: 'us-east-1', other: 'x' } })).toBe(false);
  });
});

test.each([
  ['https://bedrock-runtime.${parameters.region}.amazonaws.com/model', 'bedrock-runtime.us-east-1.amazonaws.com', 'amazon_bedrock'],
  ['https://api.cohere.com/v2/embed', 'api.cohere.com', 'cohere'],
  ['http://10.0.4.2:11434/api/embed', '10.0.4.2:11434', 'ollama'],
  ['https://contoso.openai.azure.com:443/openai', 'contoso.openai.azure.com:443', 'azure_openai'],
  ['https://${parameters.host}/x', '${parameters.host}', 'other'],
  ['nonsense', '', 'other'],
])('%s is shown as host %s of %s', (url, host, provider) => {
  expect(hostOf(calling(url))).toBe(host);
  expect(providerOf(host)).toBe(provider);
});
