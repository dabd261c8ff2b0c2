import type { Running } from './processes.ts';

export const login = { username: 'admin', password: 'a password for benchmarks' };
export const headers = {
  authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`,
  'content-type': 'application/json',
};

export async function call(studio: Running, method: string, path: string, body?: unknown) {
  const response = await fetch(`${studio.origin}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Lets the studio call the service of the benchmark, and stream. */
export const openUp = (studio: Running) =>
  call(studio, 'PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.stream_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': ['^http://127\\.0\\.0\\.1:[0-9]+/.*$'],
    },
  });

type Change = { path?: string; parameters?: object; action?: object; client_config?: object };

/** A deployed model on a chat connector, as plain as they come but for what a case is about. */
export async function aModel(
  studio: Running,
  port: string,
  { path = '/v1/chat/completions', parameters, action, client_config }: Change = {},
) {
  const { connector_id } = await call(studio, 'POST', '/_plugins/_ml/connectors/_create', {
    name: 'bench',
    version: '1',
    protocol: 'http',
    parameters: { endpoint: `127.0.0.1:${port}`, model: 'gpt-6-luna', ...parameters },
    credential: { key: 'a-credential-that-is-stored' },
    ...(client_config && { client_config }),
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `http://\${parameters.endpoint}${path}`,
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{ "model": "${parameters.model}", "messages": [{ "role": "user", "content": "${parameters.prompt}" }] }',
        ...action,
      },
    ],
  });
  const body = { name: 'bench', function_name: 'remote', connector_id };
  const { model_id } = await call(studio, 'POST', '/_plugins/_ml/models/_register?deploy=true', body);
  return model_id as string;
}
