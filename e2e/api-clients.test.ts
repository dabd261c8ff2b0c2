import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from '@opensearch-project/opensearch';
import { administrator, expect, test } from './fixtures.ts';

const body = (host: string, name: string) => ({
  name,
  version: 1,
  protocol: 'http',
  parameters: { endpoint: host },
  credential: { key: 'planted-secret-4711' },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'http://${parameters.endpoint}/v1/echo',
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{ "q": "${parameters.q}" }',
    },
  ],
});

const trust = {
  persistent: {
    'plugins.ml_commons.connector.private_ip_enabled': true,
    'plugins.ml_commons.trusted_connector_endpoints_regex': ['^http://127\\.0\\.0\\.1:[0-9]+/.*$'],
  },
};

test('opensearch-js creates a connector, registers a model on it and predicts', async ({ studio, upstream, api }) => {
  await api.call('PUT', '/_cluster/settings', trust);
  const client = new Client({ node: studio.origin, auth: administrator });
  const info = await client.info();
  expect(info.body.version.distribution).toBe('opensearch');

  const created = await client.ml.createConnector({ body: body(upstream.host, 'By opensearch-js') as never });
  const connector_id = (created.body as { connector_id: string }).connector_id;
  const registered = await client.ml.registerModel({
    body: { name: 'js model', function_name: 'remote', connector_id },
  });
  const { model_id } = registered.body;

  upstream.received.length = 0;
  const predicted = await client.transport.request({
    method: 'POST',
    path: `/_plugins/_ml/models/${model_id}/_predict`,
    body: { parameters: { q: 'hello' } },
  });
  expect(predicted.body).toEqual({
    inference_results: [{ output: [{ name: 'response', dataAsMap: { answer: 'hello' } }], status_code: 200 }],
  });
  expect(upstream.received).toMatchObject([
    { path: '/v1/echo', body: '{ "q": "hello" }', headers: { authorization: 'Bearer planted-secret-4711' } },
  ]);
});

test('curl does the same', async ({ studio, upstream, api }) => {
  test.skip(spawnSync('curl', ['--version']).status !== 0, 'curl is not installed here');
  await api.call('PUT', '/_cluster/settings', trust);
  const curl = async (method: string, path: string, json: unknown) => {
    // Not in step: the service that is called runs in this very process.
    const { stdout } = await promisify(execFile)('curl', [
      ...['-s', '-u', `${administrator.username}:${administrator.password}`, '-X', method, studio.origin + path],
      ...['-H', 'content-type: application/json', '-d', JSON.stringify(json)],
    ]);
    return JSON.parse(stdout);
  };
  const { connector_id } = await curl('POST', '/_plugins/_ml/connectors/_create', body(upstream.host, 'By curl'));
  const { model_id } = await curl('POST', '/_plugins/_ml/models/_register', { name: 'curl model', function_name: 'remote', connector_id });
  const answer = await curl('POST', `/_plugins/_ml/models/${model_id}/_predict`, { parameters: { q: 'hello' } });
  expect(answer.inference_results[0].output[0].dataAsMap).toEqual({ answer: 'hello' });
});

test('a client that does not ask for a page gets the info document at the root, a browser gets the page', async ({ studio, page }) => {
  const authorization = `Basic ${Buffer.from(`${administrator.username}:${administrator.password}`).toString('base64')}`;
  const info = await fetch(studio.origin, { headers: { authorization, accept: 'application/json' } });
  expect(await info.json()).toMatchObject({
    cluster_name: 'ml-connector-studio',
    version: { distribution: 'opensearch', number: '3.9.0' },
  });
  await page.goto(studio.origin);
  await expect(page).toHaveURL(/\/sign-in/);
});
