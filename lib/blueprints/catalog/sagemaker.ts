import { embeddings, passedThrough, rerankExample, rerankScores, twoTexts, twoVectors } from '../shapes/answers.ts';
import { sagemaker as endpoint } from '../shapes/aws.ts';
import { jsonBody } from '../shapes/make-blueprint.ts';
import { scoresInPlace } from '../shapes/scripts.ts';

const twoShortTexts = {
  title: 'Two short texts',
  algorithm: 'text_embedding' as const,
  input: { text_docs: twoTexts },
  recorded: twoVectors,
  expected: embeddings(twoVectors),
};

const sagemakerDense = endpoint({
  id: 'sagemaker-dense',
  title: 'Dense embeddings on Amazon SageMaker',
  summary: 'Your own embedding model behind a SageMaker endpoint: a list of texts in, a list of vectors out.',
  task: 'text_embedding',
  notes: [
    'SageMaker hands the body to your container as it is: the container decides the shape, this one takes a JSON list of texts.',
    'The body may have up to 6 MB, and the answer must come within 60 seconds.',
  ],
  name: 'SageMaker dense embeddings',
  endpoint: 'my-embedding-endpoint',
  action: {
    request_body: '${parameters.input}',
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.default.embedding',
  },
  examples: [twoShortTexts],
});

const sagemakerTei = endpoint({
  id: 'sagemaker-tei',
  title: 'Text Embeddings Inference on Amazon SageMaker',
  summary: "An open embedding model in Hugging Face's container behind a SageMaker endpoint.",
  task: 'text_embedding',
  notes: [
    'The container takes 32 texts at once unless it was started with another limit; longer lists are split into several calls.',
    'Texts that are too long are cut; without truncate they are refused with 413.',
  ],
  name: 'SageMaker TEI embeddings',
  endpoint: 'my-tei-endpoint',
  parameters: { input_docs_processed_step_size: '32' },
  action: {
    request_body: jsonBody('"inputs": ${parameters.input}', '"truncate": true'),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.default.embedding',
  },
  examples: [twoShortTexts],
});

const words: Record<string, number>[] = [{ apple: 1.92, red: 1.31, fruit: 0.44 }];
const tokenIds: Record<string, number>[] = [{ '6207': 1.92, '2417': 1.31, '5909': 0.44 }];

const sagemakerSparse = endpoint({
  id: 'sagemaker-sparse',
  title: 'Sparse embeddings on Amazon SageMaker',
  summary: 'A neural sparse encoder behind a SageMaker endpoint, for neural sparse search.',
  task: 'sparse_embedding',
  notes: [
    'The answer is a list of maps from token to weight; without a post-process function it becomes dataAsMap.response, which neural sparse search reads.',
    'A caller of _predict/text_embedding chooses between words and token ids with "sparse_embedding_format".',
  ],
  name: 'SageMaker sparse embeddings',
  endpoint: 'my-sparse-endpoint',
  parameters: { sparse_embedding_format: 'WORD' },
  action: {
    request_body: '{ "inputs": ${parameters.input}, "sparse_embedding_format": "${parameters.sparse_embedding_format}" }',
    pre_process_function: 'connector.pre_process.default.embedding',
  },
  examples: [
    {
      title: 'One short text',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple'] },
      recorded: words,
      expected: passedThrough({ response: words }),
    },
    {
      title: 'Token ids instead of words',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple'], parameters: { sparse_embedding_format: 'TOKEN_ID' } },
      recorded: tokenIds,
      expected: passedThrough({ response: tokenIds }),
    },
  ],
});

const sagemakerRerank = endpoint({
  id: 'sagemaker-tei-rerank',
  title: 'Reranker on Amazon SageMaker',
  summary: "An open reranker in Hugging Face's container behind a SageMaker endpoint.",
  task: 'rerank',
  notes: [
    'The container answers the best document first; a script puts the scores back into the order of the documents.',
    'The container takes 32 documents at once unless it was started with another limit.',
  ],
  name: 'SageMaker TEI rerank',
  endpoint: 'my-reranker-endpoint',
  action: {
    request_body: jsonBody('"query": "${parameters.query}"', '"texts": ${parameters.documents}', '"raw_scores": false'),
    pre_process_function: 'connector.pre_process.default.rerank',
    post_process_function: scoresInPlace('params.result', 'score'),
  },
  examples: [rerankExample(rerankScores.map(([index, score]) => ({ index, score })))],
});

export const sagemaker = [sagemakerDense, sagemakerTei, sagemakerSparse, sagemakerRerank];
