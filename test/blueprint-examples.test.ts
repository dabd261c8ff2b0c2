import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { aBlueprint } from './a-blueprint.ts';
import { recordingUpstream, type Upstream } from './predict/recording-upstream.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

const path = '/api/studio/blueprints';
const owner: Caller = { id: 'u-ana', username: 'ana', role: 'ml_full_access', backend_roles: [] };
const reader: Caller = { id: 'u-cy', username: 'cy', role: 'ml_read_access', backend_roles: [] };
const key = 'a-typed-secret-of-the-test';

let studio: ServedStudio;
let upstream: Upstream;
beforeAll(async () => {
  [studio, upstream] = await Promise.all([serveStudio(openSettings), recordingUpstream()]);
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const record = (asked: object, as = owner) => studio.call('POST', `${path}/_record`, asked, { as });
const check = async (blueprint: unknown, as = reader) =>
  (await studio.call('POST', `${path}/_check`, { blueprint }, { as })).body.problems as {
    path: string;
    severity: string;
    message: string;
    fix?: object;
  }[];

/** A blueprint of the service of this test. */
const atUpstream = () => {
  const blueprint = aBlueprint({ examples: [] });
  const [action] = blueprint.connector.actions;
  const { host: _host, ...parameters } = blueprint.connector.parameters;
  return {
    ...blueprint,
    connector: { ...blueprint.connector, parameters, actions: [{ ...action, url: `${upstream.url}/v1/embeddings` }] },
  } as Blueprint;
};

const vector = (length: number) => Array.from({ length }, (_, at) => at / length);

describe('recording', () => {
  test('asks the service once, with the secret that was typed, and shortens its vectors in both answers alike', async () => {
    upstream.answer({ body: { data: [{ embedding: vector(1024) }, { embedding: vector(1024) }], note: `called with ${key}` } });
    const { status, body, text } = await record({
      blueprint: atUpstream(),
      mode: 'send',
      title: 'Two texts',
      algorithm: 'text_embedding',
      input: { text_docs: ['one', 'two'] },
      answers: { 'credential.acme_key': key, 'parameters.model': 'acme-2' },
    });
    expect(status).toBe(200);
    const [received] = upstream.take();
    expect(received?.headers.authorization).toBe(`Bearer ${key}`);
    expect(JSON.parse(received?.body ?? '')).toEqual({ model: 'acme-2', input: ['one', 'two'] });
    expect(body).toMatchObject({ outcome: 'answered', shortened: 2, example: { title: 'Two texts', algorithm: 'text_embedding' } });
    const short = vector(1024).slice(0, 8);
    expect(body.example.recorded.data).toEqual([{ embedding: short }, { embedding: short }]);
    expect(body.example.expected.inference_results[0].output).toMatchObject([
      { shape: [8], data: short.map((one) => expect.closeTo(one, 6)) },
      {},
    ]);
    expect(text).not.toContain(key);
    const again = {
      ...aBlueprint(),
      ...atUpstream(),
      examples: [body.example],
      trusted_pattern: `^${upstream.url.replaceAll('.', '\\.')}/.*$`,
    };
    expect((await check(again)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('uses the credential of a stored connector, and only of one that the caller may change', async () => {
    const blueprint = atUpstream();
    const { body: made } = await studio.call('POST', '/_plugins/_ml/connectors/_create', {
      ...blueprint.connector,
      credential: { acme_key: key },
    });
    upstream.answer({ body: { data: [{ embedding: [1, 2] }] } });
    const asked = { blueprint, mode: 'send', algorithm: 'text_embedding', input: { text_docs: ['one'] }, connector_id: made.connector_id };
    expect((await record(asked)).body.outcome).toBe('answered');
    expect(upstream.take()[0]?.headers.authorization).toBe(`Bearer ${key}`);
    const elsewhere = structuredClone(blueprint);
    (elsewhere.connector.actions[0] as { url: string }).url = `http://localhost:1/v1/embeddings`;
    const { status, body } = await record({ ...asked, blueprint: elsewhere });
    expect(status).toBe(400);
    expect(body.error.reason).toBe('Changing the endpoint requires re-entering the credential');
    expect(upstream.take()).toEqual([]);
  });

  test('sends nothing while a secret is not given', async () => {
    const { status, body } = await record({
      blueprint: atUpstream(),
      mode: 'send',
      input: { text_docs: ['x'] },
      algorithm: 'text_embedding',
    });
    expect(status).toBe(400);
    expect(body.error.fields[0].path).toBe('answers.credential.acme_key');
    expect(upstream.take()).toEqual([]);
  });

  test('says how a call failed, as _predict would', async () => {
    upstream.answer({ status: 401, body: { error: 'no such key' } });
    const { status, body } = await record({
      blueprint: atUpstream(),
      mode: 'send',
      algorithm: 'text_embedding',
      input: { text_docs: ['x'] },
      answers: { 'credential.acme_key': key },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'failed', failed_step: 'send', status: 401 });
    expect(body.response.error.reason).toContain('no such key');
    upstream.take();
  });

  test('takes an answer from a documentation, without a call and without the keys in it', async () => {
    const { body } = await record(
      {
        blueprint: aBlueprint({ examples: [] }),
        mode: 'mock',
        algorithm: 'text_embedding',
        input: { text_docs: ['x'] },
        recorded: { data: [{ embedding: [0.5] }], debug: 'sk-0123456789abcdefghij', api_key: 'not-for-others' },
      },
      reader,
    );
    expect(body).toMatchObject({ outcome: 'answered', masked: 2, example: { recorded: { debug: '********', api_key: '********' } } });
    expect(body.example.expected.inference_results[0].output[0].data).toEqual([0.5]);
    const file = aBlueprint({ examples: [body.example] });
    expect((await studio.call('POST', path, file, { as: owner })).status).toBe(200);
    expect((await studio.call('POST', `${path}/${file.id}/_publish`, { note: '' }, { as: owner })).status).toBe(200);
    expect(upstream.take()).toEqual([]);
  });

  test('has nothing to answer with where there is no example and no answer', async () => {
    const asked = { blueprint: aBlueprint({ examples: [] }), mode: 'mock', algorithm: 'text_embedding', input: { text_docs: ['x'] } };
    const { status, body } = await record(asked);
    expect(status).toBe(400);
    expect(body.error.fields[0].path).toBe('recorded');
  });

  test('makes up for functions that changed: what is recorded stays, what comes of it is new', async () => {
    const blueprint = aBlueprint();
    (blueprint.connector.actions[0] as { post_process_function?: string }).post_process_function = undefined;
    const { body } = await record({ blueprint, mode: 'mock', algorithm: 'text_embedding', input: { text_docs: ['a', 'b'] } });
    expect(body.example.recorded).toEqual(blueprint.examples[0]?.recorded);
    expect(body.example.expected.inference_results[0].output[0].dataAsMap).toEqual(blueprint.examples[0]?.recorded);
  });

  test('is for callers who may send when it sends', async () => {
    const asked = { blueprint: atUpstream(), mode: 'send', input: {}, answers: { 'credential.acme_key': key } };
    expect((await record(asked, reader)).status).toBe(403);
  });
});

describe('checking', () => {
  const errors = async (blueprint: unknown) => (await check(blueprint)).filter(({ severity }) => severity === 'error');

  test('has nothing against a blueprint that is complete', async () => {
    expect(await check(aBlueprint())).toEqual([]);
  });

  test('a placeholder that nothing fills can be made a question', async () => {
    const blueprint = aBlueprint();
    (blueprint.connector.actions[0] as { url: string }).url = 'https://${parameters.host}/v1/${parameters.deployment}';
    expect(await errors(blueprint)).toContainEqual(
      expect.objectContaining({ path: 'connector.actions.0.url', fix: expect.objectContaining({ label: 'Ask for deployment' }) }),
    );
  });

  test.each([
    ['.*', 'trusts every host'],
    ['^https://api\\.acme\\.[a-z]+/.*$', 'any domain could match'],
    ['^https://api\\.other\\.example/.*$', 'does not match: https://api.acme.example/v1/embeddings'],
    ['^https://(', 'regular expression|Unclosed|pattern'],
  ])('a pattern that does not pin the host is refused: %s', async (trusted_pattern, words) => {
    const found = await errors(aBlueprint({ trusted_pattern }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ path: 'trusted_pattern', fix: { label: 'Use ^https://api\\.acme\\.example/.*$' } });
    expect(found[0]?.message).toMatch(new RegExp(words));
  });

  test('a host that only a call brings cannot be pinned', async () => {
    const found = await errors(aBlueprint({}, { parameters: { model: 'acme-1' } }));
    expect(found.map(({ path: place }) => place)).toContain('connector.actions.0.url');
  });

  test('functions exist and can be read', async () => {
    const blueprint = aBlueprint();
    Object.assign(blueprint.connector.actions[0] ?? {}, {
      pre_process_function: 'connector.pre_process.acme',
      post_process_function: 'return (',
    });
    const paths = (await errors(blueprint)).map(({ path: place }) => place);
    expect(paths).toEqual(
      expect.arrayContaining(['connector.actions.0.pre_process_function', 'connector.actions.0.post_process_function']),
    );
  });

  test('every credential is asked for, as a secret, and every credential that is used is there', async () => {
    const [, model] = aBlueprint().questions;
    expect((await errors(aBlueprint({ questions: model ? [model] : [] })))[0]?.path).toBe('connector.credential.acme_key');
    expect((await errors(aBlueprint({}, { credential: {} }))).map(({ path: place }) => place)).toContain(
      'connector.actions.0.headers.Authorization',
    );
    const asText = aBlueprint();
    Object.assign(asText.questions[0] ?? {}, { type: 'text' });
    expect((await errors(asText))[0]?.path).toBe('questions.0.type');
  });

  test('an example that comes out otherwise has what comes out as its cure', async () => {
    const good = aBlueprint();
    const blueprint = structuredClone(good);
    Object.assign(blueprint.examples[0] ?? {}, { expected: {} });
    const [found] = await errors(blueprint);
    expect(found).toMatchObject({
      path: 'examples.0.expected',
      fix: { patch: [{ op: 'replace', path: '/examples/0/expected', value: good.examples[0]?.expected }] },
    });
  });

  test('what is no blueprint file is told field by field', async () => {
    const found = await errors({ ...aBlueprint(), task: 'poetry', hint: 1 });
    expect(found.map(({ path: place }) => place)).toEqual(expect.arrayContaining(['task', '']));
  });
});
