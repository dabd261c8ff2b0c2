import { illegalArgument } from '#lib/errors.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import type { DataType } from '#lib/predict/data-type.ts';
import { makeTensor, type Tensor } from '#lib/predict/tensor.ts';
import { embeddingList, singleEmbedding } from './embedding-tensors.ts';
import { passthrough } from './passthrough.ts';
import { bedrockRerank, cohereRerank } from './rerank-tensors.ts';
import type { ServiceGroup } from './service-group.ts';

export type PostProcessFunction = {
  name: string;
  service: ServiceGroup;
  /** One sentence for a list. */
  description: string;
  /** JSONPath that is read when `response_filter` names none. */
  default_path: string;
  /** What the value at the path must be, in words. */
  expects: string;
  /**
   * @param value what the path found; numbers as the service wrote them
   * @param type the data type that the path names; null means FLOAT32
   * @throws StudioError 400 with ML Commons' text when the value does not fit
   */
  run(value: Json, type: DataType | null): Tensor[];
};

type Entry = Omit<PostProcessFunction, 'name' | 'expects' | 'run'>;
type Shape = { expects: string; run: PostProcessFunction['run'] };

const embeddings: Shape = { expects: 'a list of vectors, each a list of numbers', run: embeddingList };
const embedding: Shape = { expects: 'one vector, a list of numbers', run: singleEmbedding };

function batchJobArn(value: Json): Tensor[] {
  if (!isObject(value)) throw illegalArgument('Post process function input is not a Map.');
  const arn = value.get('jobArn');
  if (arn === undefined) throw illegalArgument('job arn is missing.');
  // A slash would be escaped on its way into the URL of the status call, so it is encoded here.
  const processedJobArn = String(arn).replaceAll('/', '%2F');
  return [makeTensor({ name: 'response', dataAsMap: new Map([...value, ['processedJobArn', processedJobArn]]) })];
}

function define(name: string, shape: Shape, entry: Entry): PostProcessFunction {
  const run: PostProcessFunction['run'] = (value, type) => {
    if (value === null) throw illegalArgument("Can't run post process function as model output is null");
    return shape.run(value, type);
  };
  return { name: `connector.post_process.${name}`, ...entry, expects: shape.expects, run };
}

const cohereByType = (type: string) =>
  define(`cohere_v2.embedding.${type}`, embeddings, {
    service: 'cohere',
    description: `The ${type} vectors of a Cohere v2 embedding answer, one tensor each.`,
    default_path: `$.embeddings.${type}`,
  });

const bedrockByType = (type: string) =>
  define(`bedrock_v2.embedding.${type}`, embedding, {
    service: 'bedrock',
    description: `The ${type} vector of a Titan v2 embedding answer.`,
    default_path: `$.embeddingsByType.${type}`,
  });

const functions: PostProcessFunction[] = [
  define('default.embedding', embeddings, {
    service: 'default',
    description: 'An answer that is itself a list of vectors, one tensor each.',
    default_path: '$[*]',
  }),
  define('openai.embedding', embeddings, {
    service: 'openai',
    description: 'The vectors of an OpenAI embedding answer, one tensor each.',
    default_path: '$.data[*].embedding',
  }),
  define('cohere.embedding', embeddings, {
    service: 'cohere',
    description: 'The vectors of a Cohere v1 embedding answer, one tensor each.',
    default_path: '$.embeddings',
  }),
  ...['float', 'int8', 'uint8', 'binary', 'ubinary'].map(cohereByType),
  define('bedrock.embedding', embedding, {
    service: 'bedrock',
    description: 'The vector of a Titan embedding answer.',
    default_path: '$.embedding',
  }),
  ...['float', 'binary'].map(bedrockByType),
  define('bedrock.nova.embedding', embeddings, {
    service: 'bedrock',
    description: 'The vectors of a Nova embedding answer, one tensor each.',
    default_path: '$.embeddings[*].embedding',
  }),
  define(
    'bedrock.batch_job_arn',
    { expects: 'an object with `jobArn`', run: batchJobArn },
    {
      service: 'bedrock',
      description: 'The whole answer, with the job ARN encoded for the address of later status calls.',
      default_path: '$',
    },
  ),
  define('default.rerank', cohereRerank, {
    service: 'default',
    description: 'An answer that is itself a list of scores; scores in the order of the documents.',
    default_path: '$[*]',
  }),
  define('cohere.rerank', cohereRerank, {
    service: 'cohere',
    description: 'The scores of a Cohere rerank answer, in the order of the documents.',
    default_path: '$.results',
  }),
  define('bedrock.rerank', bedrockRerank, {
    service: 'bedrock',
    description: 'The scores of a Bedrock rerank answer, in the order of the documents.',
    default_path: '$.results',
  }),
  define('mlcommons.passthrough', passthrough, {
    service: 'mlcommons',
    description: 'The tensors of another ML Commons, taken over as they are.',
    default_path: '$',
  }),
];

/** The built-in post-process functions by name (functions.md §3), in the order in which they are listed. */
export const postProcessFunctions: ReadonlyMap<string, PostProcessFunction> = new Map(functions.map((entry) => [entry.name, entry]));
