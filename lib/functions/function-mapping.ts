import { isStudioError } from '#lib/errors.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { dataTypeOfPath } from '#lib/predict/data-type.ts';
import type { Tensor } from '#lib/predict/tensor.ts';
import type { Dataset, Parameters } from './dataset.ts';
import type { PostProcessFunction } from './post-process.ts';
import type { PreProcessFunction } from './pre-process.ts';

/** One thing that goes from the input to the output of a function. */
export type Mapping = { from: string; to: string; as: string };

// What a built-in function does is found by running it, so that no second description can go wrong.
const docs = ['first-document', 'second-document'];
const query = 'the-query';

/** Which part of a call's input becomes which parameter. */
export function preProcessMapping({ expects, produces, run }: PreProcessFunction): Mapping[] {
  const dataset: Dataset =
    expects === 'text_docs' ? { type: 'text_docs', docs } : { type: 'text_similarity', query_text: query, text_docs: docs };
  const made = run(dataset) ?? new Map();
  const found = [...made].map(([name, value]) => ({ to: name, ...originOf(value ?? '', name) }));
  const others = produces.filter((name) => !made.has(name)).flatMap((name) => memberMapping(name, run));
  return [...found, ...others];
}

function originOf(value: string, name: string): Omit<Mapping, 'to'> {
  if (value === docs[0] || value === docs[1]) {
    return { from: value === docs[0] ? 'text_docs, the first' : 'text_docs, the second', as: 'text' };
  }
  if (value === query) return { from: 'query_text', as: 'text' };
  if (value === String(docs.length)) return { from: 'the number of text_docs', as: 'number' };
  const from = value.includes(query) ? 'query_text' : 'text_docs, all';
  return { from, as: isPlainList(value) ? 'JSON list of texts' : `JSON list, as ${name} of the service` };
}

function isPlainList(value: string): boolean {
  const list = parseJson(value);
  return Array.isArray(list) && list.every((item) => typeof item === 'string');
}

/** A parameter that is made of a document which is itself an object with that member. */
function memberMapping(name: string, run: PreProcessFunction['run']): Mapping[] {
  const made: Parameters | null = run({ type: 'text_docs', docs: [writeJson({ [name]: docs[0] })] });
  return made?.get(name) === docs[0] ? [{ from: `text_docs, the first, its member ${name}`, to: name, as: 'text' }] : [];
}

/** Values that a service may have at the path of a function: the first that a function takes is of its shape. */
const values: readonly Json[] = [
  '[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]',
  '[0.1, 0.2, 0.3]',
  '[{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.2}]',
  '[{"index": 1, "relevanceScore": 0.9}, {"index": 0, "relevanceScore": 0.2}]',
  '{"jobArn": "arn:aws:bedrock:us-east-1:1:model-invocation-job/a"}',
  '{"inference_results": [{"output": [{"name": "sentence_embedding", "data_type": "FLOAT32", "shape": [3], "data": [0.1, 0.2, 0.3]}]}]}',
].map((text) => parseJson(text));

/** What a built-in function takes, and the tensors that it makes of it. */
export function postProcessSample({ run, default_path }: PostProcessFunction): { value: Json; tensors: Tensor[] } {
  for (const value of values) {
    try {
      const tensors = run(value, dataTypeOfPath(default_path));
      // One that takes anything is shown with what it is for.
      if (tensors.length > 0 && !(tensors[0]?.dataAsMap && isObject(value) && !value.has('jobArn'))) return { value, tensors };
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
    }
  }
  return { value: null, tensors: [] };
}

/** Which part of an answer becomes which tensors. */
export function postProcessMapping(entry: PostProcessFunction): Mapping[] {
  const { tensors } = postProcessSample(entry);
  const [first] = tensors;
  const kind = first?.data_type ? `, ${first.data_type}` : '';
  const to = first ? `${first.name}${first.dataAsMap ? ', as dataAsMap' : kind}` : 'tensors';
  return [{ from: `${entry.default_path}: ${entry.expects}`, to, as: tensors.length > 1 ? 'one tensor for each' : 'tensor' }];
}

/** An answer of a service that a built-in function can read, made of its path. */
export function sampleAnswer(entry: PostProcessFunction): string {
  const { value } = postProcessSample(entry);
  const steps: readonly string[] = entry.default_path.replace(/^\$\.?/, '').match(/[\w-]+|\[\*\]/g) ?? [];
  const isSpread = steps.includes('[*]');
  const inner = isSpread && Array.isArray(value) ? value : [value];
  return writeJson(wrapped(steps, value, inner));
}

/** Puts a value at the end of a path; where the path goes through a list, each item of the value has an element of its own. */
function wrapped([step, ...rest]: readonly string[], value: Json, items: readonly Json[]): Json {
  if (step === undefined) return value;
  if (step === '[*]') return items.map((item) => wrapped(rest, item, []));
  return new Map([[step, wrapped(rest, value, items)]]);
}
