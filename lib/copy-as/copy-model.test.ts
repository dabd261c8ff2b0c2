import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { readTranscript } from '../../test/clients/dev-tools.ts';
import { copyFormats } from './copy-formats.ts';
import { copyModelAs, isModelFormat } from './copy-model.ts';

const origin = 'http://127.0.0.1:3000';
const stored = parseJson(
  JSON.stringify({
    name: "Ana's model",
    model_group_id: 'g1',
    algorithm: 'REMOTE',
    model_version: '2',
    description: 'Answers "questions".',
    model_state: 'DEPLOYED',
    created_time: 1,
    is_hidden: false,
    rate_limiter: { limit: '4', unit: 'MINUTES' },
    guardrails: { type: 'local_regex', input_guardrail: { regex: ['.*\\bsecret\\b.*'] } },
    interface: { input: '{\n  "type": "object"\n}' },
    connector_id: 'c1',
  }),
) as JsonObject; // as: the text of an object
const wanted = {
  name: "Ana's model",
  description: 'Answers "questions".',
  function_name: 'remote',
  connector_id: 'c1',
  rate_limiter: { limit: '4', unit: 'MINUTES' },
  guardrails: { type: 'local_regex', input_guardrail: { regex: ['.*\\bsecret\\b.*'] } },
  interface: { input: '{\n  "type": "object"\n}' },
};
const copied = (format: 'dev_tools' | 'curl' | 'opensearch_js' | 'opensearch_py' | 'json', isDeployed = true, model = stored) =>
  copyModelAs(format, { model, isDeployed, origin });

test('what is copied registers the same model elsewhere, without what belongs to this cluster', () => {
  expect(JSON.parse(copied('json'))).toEqual(wanted);
  const [request] = readTranscript(copied('dev_tools'));
  expect(request).toMatchObject({ method: 'POST', path: '/_plugins/_ml/models/_register?deploy=true' });
  expect(JSON.parse(JSON.stringify(wanted))).toEqual(JSON.parse(copied('json', false)));
  expect(copied('dev_tools', false)).toMatch(/^POST \/_plugins\/_ml\/models\/_register\n/);
  expect(copied('curl')).toContain(`'${origin}/_plugins/_ml/models/_register?deploy=true'`);
});

test('a client of JavaScript gets the body, and deploys what is deployed', async () => {
  const calls: unknown[] = [];
  class Client {
    readonly ml = {
      registerModel: async ({ body }: { body: unknown }) => {
        calls.push(body);
        return { body: { model_id: 'm1' } };
      },
      deployModel: async (given: unknown) => void calls.push(given),
    };
  }
  const code = copied('opensearch_js').replace(/^import .*$/m, '');
  const run = new Function('Client', 'process', 'console', `return (async () => {${code}})()`);
  await run(Client, { env: {} }, { log: (id: unknown) => calls.push(id) });
  expect(calls).toEqual([wanted, { model_id: 'm1' }, 'm1']);
  expect(copied('opensearch_js', false)).not.toContain('deployModel');
});

test.skipIf(spawnSync('python3', ['--version']).status !== 0)('a client of Python gets the body, and deploys what is deployed', () => {
  const stub = `
import sys, types, json, os
calls = []
class Ml:
    def register_model(self, body): calls.append(body); return {"model_id": "m1"}
    def deploy_model(self, id): calls.append(id)
class OpenSearch:
    def __init__(self, **_): self.plugins = types.SimpleNamespace(ml=Ml())
sys.modules["opensearchpy"] = types.SimpleNamespace(OpenSearch=OpenSearch)
os.environ.update(OPENSEARCH_USER="u", OPENSEARCH_PASSWORD="p")
`;
  const { stdout, stderr } = spawnSync('python3', ['-'], {
    input: `${stub}${copied('opensearch_py')}\nprint(json.dumps(calls))`,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const [id, calls = ''] = stdout.trim().split('\n');
  expect(id).toBe('m1');
  expect(JSON.parse(calls)).toEqual([wanted, 'm1']);
});

test('C-13: a connector of its own is copied with names in the place of its secrets', () => {
  const connector = {
    name: 'Own',
    protocol: 'http',
    actions: [
      { action_type: 'PREDICT', url: 'https://a.example', headers: { Authorization: 'Bearer ${credential.key}' }, request_body: '{}' },
    ],
  };
  const model = parseJson(JSON.stringify({ name: 'm', algorithm: 'REMOTE', connector })) as JsonObject; // as: above
  expect(JSON.parse(copied('json', false, model)).connector).toMatchObject({ name: 'Own', credential: { key: '<key>' } });
});

test('formats that know connectors only are told apart', () => {
  expect(copyFormats.filter(({ id }) => !isModelFormat(id)).map(({ id }) => id)).toEqual(['terraform', 'blueprint']);
});
