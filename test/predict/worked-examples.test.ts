import { expect, test } from 'vitest';
import { openSettings, serveStudio } from '../served-studio.ts';
import { recordingUpstream } from './recording-upstream.ts';

const aws = { access_key: 'AKIAEXAMPLE', secret_key: 'a-secret-key-for-tests' };

test('a Bedrock Claude connector lets a placeholder through when it is told not to look for missing ones', async () => {
  await using upstream = await recordingUpstream();
  await using studio = await serveStudio(openSettings);
  const claude = (parameters: object) => ({
    name: 'Bedrock Claude',
    version: '1',
    protocol: 'aws_sigv4',
    parameters: { region: 'us-east-1', service_name: 'bedrock', model: 'anthropic.claude-v2', ...parameters },
    credential: aws,
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `${upstream.url}/model/\${parameters.model}/invoke`,
        headers: { 'content-type': 'application/json' },
        request_body: '{"prompt":"\\n\\nHuman: ${parameters.prompt}\\n\\nAssistant:","max_tokens_to_sample":300}',
      },
    ],
  });
  const predictWith = async (parameters: object) => {
    const { body: made } = await studio.call('POST', '/_plugins/_ml/connectors/_create', claude(parameters));
    // An interface of its own keeps away the one that comes with this model, which wants `inputs`.
    const model = { name: 'claude', function_name: 'remote', connector_id: made.connector_id, interface: {} };
    const { body: registered } = await studio.call('POST', '/_plugins/_ml/models/_register', model);
    const path = `/_plugins/_ml/models/${registered.model_id}/_predict`;
    return studio.call('POST', path, { parameters: { prompt: 'You are a ${parameters.role}' } });
  };

  const passed = await predictWith({ skip_validating_missing_parameters: 'true' });
  expect(passed.status).toBe(200);
  const [sent] = upstream.take();
  expect(sent).toMatchObject({ method: 'POST', path: '/model/anthropic.claude-v2/invoke' });
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    prompt: '\n\nHuman: You are a ${parameters.role}\n\nAssistant:',
    max_tokens_to_sample: 300,
  });
  expect(sent?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/bedrock\/aws4_request/);

  const refused = await predictWith({});
  const reason = 'Some parameter placeholder not filled in payload: role';
  const type = 'illegal_argument_exception';
  expect(refused.body).toEqual({ error: { root_cause: [{ type, reason }], type, reason }, status: 400 });
  expect(refused.status).toBe(400);
  expect(upstream.take()).toEqual([]);
});

test('a SageMaker sparse-embedding connector sends the format that the call asks for', async () => {
  await using upstream = await recordingUpstream();
  await using studio = await serveStudio(openSettings);
  const { body: made } = await studio.call('POST', '/_plugins/_ml/connectors/_create', {
    name: 'SageMaker sparse embeddings',
    version: '1',
    protocol: 'aws_sigv4',
    parameters: { region: 'us-east-1', service_name: 'sagemaker' },
    credential: aws,
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `${upstream.url}/endpoints/sparse/invocations`,
        headers: { 'content-type': 'application/json' },
        request_body: '{"inputs": ${parameters.input}, "sparse_embedding_format": "${parameters.sparse_embedding_format}"}',
        pre_process_function: 'connector.pre_process.default.embedding',
      },
    ],
  });
  const model = { name: 'sparse', function_name: 'remote', connector_id: made.connector_id };
  const { body: registered } = await studio.call('POST', '/_plugins/_ml/models/_register', model);
  upstream.answer({ body: [{ '101': 1.5 }] });

  const { status, body } = await studio.call('POST', `/_plugins/_ml/_predict/text_embedding/${registered.model_id}`, {
    text_docs: ['hello'],
    parameters: { sparse_embedding_format: 'TOKEN_ID' },
  });
  expect(status).toBe(200);
  expect(body).toEqual({
    inference_results: [{ output: [{ name: 'response', dataAsMap: { response: [{ '101': 1.5 }] } }], status_code: 200 }],
  });
  expect(upstream.take().map((sent) => JSON.parse(sent.body))).toEqual([{ inputs: ['hello'], sparse_embedding_format: 'TOKEN_ID' }]);
});
