import { expect, test } from 'vitest';
import { presetInterface } from './preset-interface.ts';

const calling = (parameters: Record<string, string>, post_process_function?: string) =>
  presetInterface({
    parameters,
    actions: [
      { action_type: 'PREDICT', method: 'POST', url: 'https://x', ...(post_process_function !== undefined && { post_process_function }) },
    ],
  });
const bedrock = (model: string, post_process_function?: string) => calling({ service_name: 'bedrock', model }, post_process_function);
/** What one tensor of the answer has to have. */
const tensorOf = ({ output = '' }: { output?: string } = {}) =>
  JSON.parse(output).properties.inference_results.items.properties.output.items;

test('a known embedding model answers tensors with its post-process function and the raw answer without it', () => {
  const cases: [model: string, post: string, raw: string[]][] = [
    ['amazon.titan-embed-text-v1', 'connector.post_process.bedrock.embedding', ['embedding', 'inputTextTokenCount']],
    ['amazon.titan-embed-image-v1', 'connector.post_process.bedrock.embedding', ['embedding', 'inputTextTokenCount']],
    ['cohere.embed-english-v3', 'connector.post_process.cohere.embedding', ['id', 'texts', 'embeddings', 'response_type']],
    ['cohere.embed-multilingual-v3', 'Connector.Post_Process.Cohere.Embedding', ['id', 'texts', 'embeddings', 'response_type']],
  ];
  for (const [model, post, raw] of cases) {
    expect(tensorOf(bedrock(model, post)).required, model).toEqual(['name', 'data_type', 'shape', 'data']);
    expect(tensorOf(bedrock(model, 'connector.post_process.openai.embedding')).properties.dataAsMap.required, model).toEqual(raw);
    expect(tensorOf(bedrock(model)).properties.dataAsMap.required, model).toEqual(raw);
  }
});

test('any post-process function makes a text of what Jurassic answers, a blank one does not', () => {
  expect(tensorOf(bedrock('ai21.j2-mid-v1', 'return x;')).properties.dataAsMap.required).toEqual(['response']);
  expect(tensorOf(bedrock('ai21.j2-mid-v1', ' ')).properties.dataAsMap.properties).toHaveProperty('completions');
});

test('inputs: what has to be there differs by model', () => {
  const parametersOf = ({ input = '' }: { input?: string } = {}) => JSON.parse(input).properties.parameters;
  expect(parametersOf(bedrock('anthropic.claude-v2')).required).toEqual(['inputs']);
  expect(parametersOf(bedrock('anthropic.claude-3-sonnet-20240229-v1:0')).required).toEqual(['inputs']);
  expect(parametersOf(bedrock('cohere.embed-english-v3')).required).toEqual(['texts']);
  expect(parametersOf(bedrock('amazon.titan-embed-image-v1'))).not.toHaveProperty('required');
  expect(parametersOf(calling({ service_name: 'comprehend', api_name: 'DetectDominantLanguage' })).required).toEqual(['Text']);
  expect(parametersOf(calling({ service_name: 'textract' })).required).toEqual(['bytes']);
});

test('texts are spaced as ML Commons spaces them: raw answers with two blanks and their names on one line', () => {
  const { input = '', output = '' } = bedrock('amazon.titan-embed-text-v1') ?? {};
  expect(input).toContain('\n            "required": [\n                "inputText"\n            ]\n');
  expect(output).toContain('\n                  "required": ["embedding", "inputTextTokenCount"]\n');
});

test('other models, other services and connectors that name neither have no preset', () => {
  expect(bedrock('amazon.titan-embed-text-v2:0')).toBeUndefined();
  expect(calling({ service_name: 'comprehend', api_name: 'DetectEntities' })).toBeUndefined();
  expect(calling({ service_name: 'sagemaker', model: 'anthropic.claude-v2' })).toBeUndefined();
  expect(calling({})).toBeUndefined();
  expect(presetInterface({})).toBeUndefined();
});
