import { expect, test } from 'vitest';
import { postProcessMapping, postProcessSample, preProcessMapping, sampleAnswer } from './function-mapping.ts';
import { postProcessFunctions } from './post-process.ts';
import { preProcessFunctions } from './pre-process.ts';
import { makeRunScript } from './script.ts';
import { tryPostProcess, tryPreProcess } from './try-function.ts';

const lines = (name: string, direction: 'pre' | 'post' = 'pre') => {
  const pre = preProcessFunctions.get(`connector.pre_process.${name}`);
  const post = postProcessFunctions.get(`connector.post_process.${name}`);
  const found = direction === 'pre' && pre ? preProcessMapping(pre) : post ? postProcessMapping(post) : [];
  return found.map(({ from, to, as }) => `${from} → ${to} (${as})`);
};
const runScript = makeRunScript(() => performance.now());

test('the mapping of a pre-process function is what it does', () => {
  expect(lines('cohere.embedding')).toEqual(['text_docs, all → texts (JSON list of texts)']);
  expect(lines('bedrock.embedding')).toEqual(['text_docs, the first → inputText (text)']);
  expect(lines('bedrock.multimodal_embedding')).toEqual([
    'text_docs, the first → inputText (text)',
    'text_docs, the second → inputImage (text)',
  ]);
  expect(lines('bedrock.nova.embedding')).toEqual([
    'text_docs, the first → text (text)',
    'text_docs, the first, its member image → image (text)',
    'text_docs, the first, its member video → video (text)',
    'text_docs, the first, its member audio → audio (text)',
  ]);
  expect(lines('cohere.rerank')).toEqual([
    'query_text → query (text)',
    'text_docs, all → documents (JSON list of texts)',
    'the number of text_docs → top_n (number)',
  ]);
  expect(lines('bedrock.rerank')).toEqual([
    'query_text → queries (JSON list, as queries of the service)',
    'text_docs, all → sources (JSON list, as sources of the service)',
    'the number of text_docs → numberOfResults (number)',
  ]);
});

test('the mapping names every parameter that a function makes', () => {
  for (const entry of preProcessFunctions.values()) {
    expect(
      preProcessMapping(entry)
        .map(({ to }) => to)
        .sort(),
    ).toEqual([...entry.produces].sort());
  }
});

test('the mapping of a post-process function says where it reads and what comes of it', () => {
  expect(lines('openai.embedding', 'post')).toEqual([
    '$.data[*].embedding: a list of vectors, each a list of numbers → sentence_embedding, FLOAT32 (one tensor for each)',
  ]);
  expect(lines('cohere_v2.embedding.int8', 'post')).toEqual([
    '$.embeddings.int8: a list of vectors, each a list of numbers → sentence_embedding, INT8 (one tensor for each)',
  ]);
  expect(lines('cohere.rerank', 'post')).toEqual([
    '$.results: a list of objects with `index` and `relevance_score` → similarity, FLOAT32 (one tensor for each)',
  ]);
});

test('every post-process function has a sample that it can read, and so does its answer', () => {
  for (const entry of postProcessFunctions.values()) {
    expect(postProcessSample(entry).tensors.length, entry.name).toBeGreaterThan(0);
    expect(tryPostProcess(entry.name, sampleAnswer(entry), {}, runScript), entry.name).toMatchObject({ kind: 'done' });
  }
});

test('a built-in function is tried by the code of a prediction', () => {
  const sample = { algorithm: 'text_embedding', body: '{ "text_docs": ["a", "b \\"c\\""] }' };
  expect(tryPreProcess('connector.pre_process.cohere.embedding', sample, {}, runScript)).toEqual({
    kind: 'done',
    output: expect.stringContaining('[\\"a\\",\\"b \\\\\\"c\\\\\\"\\"]'),
    names: ['texts'],
    calls: 1,
  });
  expect(tryPreProcess('connector.pre_process.bedrock.embedding', sample, {}, runScript)).toMatchObject({ names: ['inputText'], calls: 2 });
  expect(tryPreProcess('', sample, {}, runScript)).toMatchObject({ names: ['input'] });
});

test('a script that fails says where, when it is read and when it runs', () => {
  const sample = { algorithm: 'text_embedding', body: '{ "text_docs": ["a"] }' };
  expect(tryPreProcess('def a = 1;\nreturn b;', sample, {}, runScript)).toEqual({
    kind: 'failed',
    message: 'compile error: cannot resolve symbol [b]. Did you mean a?',
    place: { line: 2, column: 8 },
  });
  expect(tryPostProcess('def a = params.x;\nreturn a.y;', '{}', {}, runScript)).toMatchObject({ kind: 'failed', place: { line: 2 } });
});

test('an input or an answer that cannot be read is named', () => {
  expect(tryPreProcess('', { algorithm: 'text_embedding', body: '{ "text_docs": [' }, {}, runScript)).toMatchObject({ kind: 'failed' });
  expect(
    tryPreProcess('connector.pre_process.cohere.rerank', { algorithm: 'text_embedding', body: '{"text_docs":["a"]}' }, {}, runScript),
  ).toMatchObject({
    kind: 'failed',
    message: 'This pre_process_function can only support TextSimilarityInputDataSet',
  });
  expect(tryPostProcess('connector.post_process.openai.embedding', '{"data":[{"embedding":["x"]}]}', {}, runScript)).toMatchObject({
    kind: 'failed',
    message: 'The embedding should be a non-empty List containing Float values.',
  });
});
