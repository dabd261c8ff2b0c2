import { describe, expect, test } from 'vitest';
import { isObject, type Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { isBuiltIn, isMisspelt } from './built-in.ts';
import { closestFunction, functionMisfit } from './function-hints.ts';
import { postProcessFunctions } from './post-process.ts';
import { preProcessFunctions } from './pre-process.ts';
import { makeRunScript } from './script.ts';

const pre = (name: string) => {
  const found = preProcessFunctions.get(`connector.pre_process.${name}`);
  if (!found) throw new Error(name);
  return found;
};
const post = (name: string, value: Json) => {
  const found = postProcessFunctions.get(`connector.post_process.${name}`);
  if (!found) throw new Error(name);
  return found.run(value, null);
};
const numbers = (tensors: ReturnType<typeof post>) => tensors.map(({ data }) => data?.map((number) => number?.text ?? null));

describe('the lists of built-in functions', () => {
  test('there are 14 for requests and 17 for answers, each with a sentence about it', () => {
    expect(preProcessFunctions.size).toBe(14);
    expect(postProcessFunctions.size).toBe(17);
    for (const entry of [...preProcessFunctions.values(), ...postProcessFunctions.values()]) {
      expect(entry.description).toMatch(/^[A-Z].*\.$/);
      expect(entry.name).toContain(`.${entry.service}`);
    }
  });

  test('what a pre-process function promises is what it makes', () => {
    for (const { expects, produces, run, name } of preProcessFunctions.values()) {
      const made = run(
        expects === 'text_docs' ? { type: 'text_docs', docs: ['a', 'b'] } : { type: 'text_similarity', query_text: 'q', text_docs: ['a'] },
      );
      for (const parameter of made?.keys() ?? []) expect(produces, name).toContain(parameter);
      expect(made?.size).toBeGreaterThan(0);
    }
  });

  test('remote parameters pass every pre-process function untouched, also when there are none', () => {
    const parameters = new Map([['input', 'x']]);
    for (const { run } of preProcessFunctions.values()) {
      expect(run({ type: 'remote', parameters })).toBe(parameters);
      expect(run({ type: 'remote', parameters: null })).toBeNull();
    }
  });
});

describe('pre-process functions', () => {
  test('documents keep their markup, their quotes and their names', () => {
    const docs = ['<b>"hi"</b>', 'a\nb', '__proto__'];
    expect(pre('openai.embedding').run({ type: 'text_docs', docs })?.get('input')).toBe('["<b>\\"hi\\"</b>","a\\nb","__proto__"]');
  });

  test('a document that is null stops Titan with 400, where ML Commons fails with 500', () => {
    expect(() => pre('bedrock.embedding').run({ type: 'text_docs', docs: [null] })).toThrow(
      expect.objectContaining({ status: 400, message: 'No input text provided' }),
    );
  });

  test.each([
    ['{"image":"aW1n"}', 'image', 'aW1n'],
    ['{"text":5}', 'text', '5'],
    ['{"text":null,"image":"i"}', 'text', 'null'],
    ['{"foo":"x"}', 'text', '{"foo":"x"}'],
    [' {"image":"i"}', 'image', ' {"image":"i"}'],
    ['["image"]', 'text', '["image"]'],
    ['{"__proto__":"x"}', 'text', '{"__proto__":"x"}'],
  ])('the Nova document %s is sent as %s', (doc, name, content) => {
    expect(pre('bedrock.nova.embedding').run({ type: 'text_docs', docs: [doc] })).toEqual(new Map([[name, content]]));
  });
});

describe('post-process functions', () => {
  test('vectors keep the spelling of their numbers', () => {
    const embeddings = parseJson('[[1, 1.0, 1e-7, -0.10, 12345678901234567890]]');
    expect(numbers(post('cohere.embedding', embeddings))).toEqual([['1', '1.0', '1e-7', '-0.10', '12345678901234567890']]);
  });

  test('a text in a later vector is named, where ML Commons fails with 500', () => {
    expect(() => post('cohere.embedding', parseJson('[[0.1],["a"]]'))).toThrow(
      expect.objectContaining({ type: 'illegal_argument_exception', status: 400 }),
    );
  });

  test('scores come in the order of the documents, in any spelling of a number', () => {
    const results = parseJson('[{"index":1,"relevance_score":1},{"index":0,"relevance_score":0.12345678901234567890}]');
    expect(numbers(post('cohere.rerank', results))).toEqual([['0.12345678901234567890'], ['1']]);
  });

  test('an index beyond the results, as after top_n, is a clear 400', () => {
    const results = parseJson('[{"index":5,"relevance_score":0.5}]');
    expect(() => post('cohere.rerank', results)).toThrow(/^Index 5 out of bounds for length 1/);
    expect(() => post('cohere.rerank', parseJson('[{"index":-1,"relevance_score":0.5}]'))).toThrow('not a document number');
    expect(() => post('cohere.rerank', parseJson('[{"index":"0","relevance_score":0.5}]'))).toThrow('not a document number');
  });

  test('a batch job keeps its answer and adds the encoded ARN; a member named __proto__ is a member', () => {
    const [tensor] = post('bedrock.batch_job_arn', parseJson('{"jobArn":"a/b/c","__proto__":{"x":1}}'));
    expect(tensor?.dataAsMap?.get('processedJobArn')).toBe('a%2Fb%2Fc');
    expect(isObject(tensor?.dataAsMap?.get('__proto__'))).toBe(true);
  });

  test('passthrough takes over only what is a tensor', () => {
    const answer = parseJson('{"inference_results":[{"output":[{"name":"a","result":5,"dataAsMap":[1]},3,{}]},7]}');
    expect(post('mlcommons.passthrough', answer)).toEqual([{ name: 'a' }]);
    expect(() => post('mlcommons.passthrough', parseJson('[1]'))).toThrow('Post process function input is not a Map.');
    expect(() => post('mlcommons.passthrough', parseJson('{"inference_results":[{"output":[{"shape":["a"]}]}]}'))).toThrow('shape');
  });
});

describe('names and scripts', () => {
  test('only an exact name is a built-in', () => {
    expect(isBuiltIn('connector.pre_process.openai.embedding')).toBe(true);
    expect(isBuiltIn('connector.pre_process.openai.embedding ')).toBe(false);
    expect(isBuiltIn('constructor')).toBe(false);
  });

  test('a name that is no built-in is told apart from a script', () => {
    expect(isMisspelt('connector.pre_process.openai.embeddings')).toBe(true);
    expect(isMisspelt('onnector.post_process.bedrock_v2.embedding.float')).toBe(true);
    expect(isMisspelt('return params.text_docs[0];')).toBe(false);
  });

  test('a misspelt name gets the name that was meant', () => {
    expect(closestFunction('post_process_function', 'onnector.post_process.bedrock_v2.embedding.float')).toBe(
      'connector.post_process.bedrock_v2.embedding.float',
    );
    expect(closestFunction('pre_process_function', 'something.else')).toBeUndefined();
  });

  test('a function of another service does not fit, a fitting one and a script do', () => {
    const url = 'https://api.openai.com/v1/embeddings';
    expect(functionMisfit('pre_process_function', 'connector.pre_process.cohere.embedding', url)).toBe(
      'LLM service is openai, so PreProcessFunction should be corresponding to openai for better results.',
    );
    expect(functionMisfit('pre_process_function', 'connector.pre_process.openai.embedding', url)).toBeUndefined();
    expect(functionMisfit('post_process_function', 'return params.x;', url)).toBeUndefined();
  });

  test('a model of Cohere on Bedrock speaks as Cohere does', () => {
    const url = 'https://bedrock-runtime.us-east-1.amazonaws.com/model/cohere.embed-english-v3/invoke';
    expect(functionMisfit('post_process_function', 'connector.post_process.cohere.embedding', url)).toBeUndefined();
    expect(functionMisfit('post_process_function', 'connector.post_process.openai.embedding', url)).toContain('bedrock');
  });

  test('T-15: a script sees params and nothing else, and ends with its limits', () => {
    let clock = 0;
    const run = makeRunScript(() => clock++ * 100);
    expect(run("return 'x' + params.x", new Map([['x', 'y']]))).toBe('xy');
    expect(run('return escape(params.x)', new Map([['x', 'say "y"']]))).toBe('say \\"y\\"');
    const caused = (message: RegExp) =>
      expect.objectContaining({ cause: expect.objectContaining({ message: expect.stringMatching(message) }) });
    for (const name of ['process', 'globalThis', 'require', 'doc', 'ctx', 'this']) {
      expect(() => run(`return ${name}.x`, new Map())).toThrow(expect.objectContaining({ message: 'compile error' }));
    }
    expect(() => run('int i = 0; while (i < 2000000) { i++; } return null;', new Map())).toThrow(caused(/ran for more than 1,000 ms/));
  });
});
