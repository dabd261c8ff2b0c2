import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyCallAs } from '#lib/copy-as/copied-call.ts';
import { copyAs } from '#lib/copy-as/copy-as.ts';
import type { CallFormat, CopyFormat } from '#lib/copy-as/copy-formats.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { readTranscript, runTranscript } from '../clients/dev-tools.ts';
import { type RealStudio, realStudio } from '../clients/real-studio.ts';
import { recordingUpstream } from '../predict/recording-upstream.ts';
import { wholeBody } from './sample-bodies.ts';

const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

let studio: RealStudio;
beforeAll(async () => {
  studio = await realStudio();
}, 60_000);
afterAll(() => studio[Symbol.asyncDispose]());

/** Runs a program that talks to the studio of this very process, so it may not block. */
async function run(command: string, args: readonly string[], input: string): Promise<string> {
  const { username, password } = studio.administrator;
  const env = { ...process.env, OPENSEARCH_USER: username, OPENSEARCH_PASSWORD: password, NO_PROXY: '*', no_proxy: '*' };
  const child = spawn(command, args, { env, stdio: 'pipe' });
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (texts[stream] += text));
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr: texts.stderr }).toEqual({ code: 0, stderr: '' });
  return texts.stdout;
}

/** With a secret where the copy says that one belongs. */
const filled = (text: string) => text.replaceAll('<openAI_key>', 'very secret').replaceAll('<org id>', 'org-1');

/** The connector that was made calls the service with what the first one said, and the secrets that were filled in. */
async function expectToWork(connector_id: string, upstream: Awaited<ReturnType<typeof recordingUpstream>>) {
  const { username, password } = studio.administrator;
  const authorization = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await studio.call(method, path, body, authorization);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as Record<string, unknown>; // as: JSON objects
  };
  const expected = wholeBody(upstream.host);
  const stored = await call('GET', `/_plugins/_ml/connectors/${connector_id}`);
  expect(stored).toMatchObject({
    name: "Bo's embeddings",
    description: 'Says "hello"',
    version: '1',
    client_config: { max_connection: 20 },
  });
  expect(stored.parameters).toEqual(Object.fromEntries(expected.get('parameters') as Map<string, string>)); // as: wholeBody has texts
  const [action] = stored.actions as { pre_process_function: string }[]; // as: GET prints a list
  expect(action?.pre_process_function).toBe(
    '\n    StringBuilder builder = new StringBuilder();\n    builder.append("\\"");\n    return builder.toString();\n',
  );
  upstream.answer({ body: { data: [{ embedding: [0.5] }] } });
  const { outcome } = await call('POST', '/api/studio/predictions', {
    target: { connector_id },
    mode: 'send',
    body: { parameters: { input: '["hello"]' } },
  });
  expect(outcome).toBe('answered');
  expect(upstream.take()).toMatchObject([
    { headers: { authorization: 'Bearer very secret', 'openai-organization': 'org-1' }, body: '{ "input": ["hello"], "model": "small" }' },
  ]);
}

const copied = (format: CopyFormat, host: string) =>
  filled(copyAs(format, { connector: wholeBody(host), credentialKeys: [], origin: studio.url }));

/** Of what `_create` answers. */
const idOf = (answer: unknown) => String(answer && typeof answer === 'object' && 'connector_id' in answer ? answer.connector_id : answer);

describe('what was copied runs against the studio', () => {
  test('a transcript of Dev Tools', async () => {
    await using upstream = await recordingUpstream();
    const { username, password } = studio.administrator;
    const text = copied('dev_tools', upstream.host);
    expect(readTranscript(text)).toHaveLength(1);
    const [sent] = await runTranscript(text, ({ method, path, body }) =>
      studio.call(method, path, JSON.parse(body ?? ''), { authorization: `Basic ${btoa(`${username}:${password}`)}` }),
    );
    expect(sent).toMatchObject({ status: 200, answer: { connector_id: expect.any(String) } });
    await expectToWork(idOf(sent?.answer), upstream);
  });

  test.skipIf(!has('curl', '--version'))('a cURL command in a shell', async () => {
    await using upstream = await recordingUpstream();
    const answer = await run('sh', [], copied('curl', upstream.host).replace('curl ', 'curl -sS '));
    await expectToWork(idOf(JSON.parse(answer)), upstream);
  });

  test('a module with opensearch-js', async () => {
    await using upstream = await recordingUpstream();
    const printed = await run(process.execPath, ['--input-type=module', '-'], copied('opensearch_js', upstream.host));
    await expectToWork(printed.trim(), upstream);
  });

  test.skipIf(!has('python3', '-c', 'import opensearchpy'))('a script with opensearch-py, where Python has it', async () => {
    await using upstream = await recordingUpstream();
    const printed = await run('python3', ['-W', 'ignore', '-'], copied('opensearch_py', upstream.host));
    await expectToWork(printed.trim(), upstream);
  });

  test.skipIf(!has('python3', '--version'))('a script with opensearch-py is Python without warnings', async () => {
    await run('python3', ['-W', 'error', '-c', 'import ast, sys; ast.parse(sys.stdin.read())'], copied('opensearch_py', '127.0.0.1:1'));
  });

  test('JSON as the body of the request', async () => {
    await using upstream = await recordingUpstream();
    const { username, password } = studio.administrator;
    const body = JSON.parse(copied('json', upstream.host));
    const answer = await studio.call('POST', '/_plugins/_ml/connectors/_create', body, {
      authorization: `Basic ${btoa(`${username}:${password}`)}`,
    });
    await expectToWork(idOf(answer.body), upstream);
  });
});

describe('a call that was copied predicts', () => {
  const inDollars = '{ "parameters": { "input": ["it\'s \\"hello\\"", 1.50], "api_key": "very secret" } }';
  const call = (format: CallFormat, model_id: string) =>
    copyCallAs(format, {
      model_id,
      algorithm: 'remote',
      action_type: 'PREDICT',
      body: parseJson(inDollars) as JsonObject, // as: the text of an object
      stream: false,
      origin: studio.url,
    });
  let upstream: Awaited<ReturnType<typeof recordingUpstream>>;
  let model_id: string;
  const asAdministrator = async (method: string, path: string, body: unknown) => {
    const { username, password } = studio.administrator;
    const answer = await studio.call(method, path, body, { authorization: `Basic ${btoa(`${username}:${password}`)}` });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as Record<string, string>; // as: ids
  };
  beforeAll(async () => {
    upstream = await recordingUpstream();
    const connector = { ...Object.fromEntries(wholeBody(upstream.host)), credential: { openAI_key: 'k', 'org id': 'o' } };
    const { connector_id } = await asAdministrator('POST', '/_plugins/_ml/connectors/_create', JSON.parse(writeJson(connector)));
    const model = { name: 'copied', function_name: 'remote', connector_id };
    model_id = (await asAdministrator('POST', '/_plugins/_ml/models/_register?deploy=true', model)).model_id ?? '';
  });
  afterAll(() => upstream[Symbol.asyncDispose]());
  const expectCalled = () => {
    const [received] = upstream.take();
    expect(JSON.parse(received?.body ?? '')).toMatchObject({ input: ['it\'s "hello"', 1.5] });
  };

  test('with Dev Tools, and no secret is in it', async () => {
    upstream.answer({ body: { data: [{ embedding: [0.5] }] } });
    const text = call('dev_tools', model_id);
    expect(text).not.toContain('very secret');
    const [request] = readTranscript(text);
    await asAdministrator('POST', request?.path ?? '', JSON.parse(request?.body ?? ''));
    expectCalled();
  });

  test.skipIf(!has('curl', '--version'))('with cURL', async () => {
    upstream.answer({ body: { data: [{ embedding: [0.5] }] } });
    const answer = await run('sh', [], call('curl', model_id).replace('curl ', 'curl -sS '));
    expect(JSON.parse(answer)).toHaveProperty('inference_results');
    expectCalled();
  });

  test('with opensearch-js', async () => {
    upstream.answer({ body: { data: [{ embedding: [0.5] }] } });
    const printed = await run(process.execPath, ['--input-type=module', '-'], call('opensearch_js', model_id));
    expect(JSON.parse(printed)).toHaveProperty('inference_results');
    expectCalled();
  });

  test.skipIf(!has('python3', '-c', 'import opensearchpy'))('with opensearch-py, where Python has it', async () => {
    upstream.answer({ body: { data: [{ embedding: [0.5] }] } });
    const printed = await run('python3', ['-W', 'ignore', '-'], call('opensearch_py', model_id));
    expect(JSON.parse(printed)).toHaveProperty('inference_results');
    expectCalled();
  });

  test.skipIf(!has('python3', '--version'))('the script is Python without warnings', async () => {
    await run('python3', ['-W', 'error', '-c', 'import ast, sys; ast.parse(sys.stdin.read())'], call('opensearch_py', 'm'));
  });

  test('documents go where an algorithm reads them, a stream to its own path, and a model that is not there is named as such', () => {
    const body = parseJson('{ "text_docs": ["a"] }') as JsonObject; // as above
    const given = { model_id: undefined, algorithm: 'text_embedding', action_type: 'PREDICT', body, stream: false, origin: studio.url };
    expect(copyCallAs('dev_tools', given)).toBe(
      'POST /_plugins/_ml/_predict/text_embedding/<model_id>\n{\n  "text_docs": [\n    "a"\n  ]\n}\n',
    );
    expect(copyCallAs('dev_tools', { ...given, algorithm: 'remote', stream: true })).toMatch(
      /^POST \/_plugins\/_ml\/models\/<model_id>\/_predict\/stream\n/,
    );
    expect(copyCallAs('dev_tools', { ...given, algorithm: 'remote', action_type: 'BATCH_PREDICT_STATUS' })).toContain(
      '"action_type": "BATCH_PREDICT_STATUS"',
    );
  });
});
