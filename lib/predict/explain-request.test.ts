import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import type { Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import { makeRunScript } from '#lib/functions/script.ts';
import { readJson } from '#lib/json/read-json.ts';
import { explainRequest } from './explain-request.ts';
import { inputFields, parametersText, suitedInput } from './input-fields.ts';
import { readPredictInput } from './read-predict-input.ts';

type Definition = Pick<Connector, 'parameters' | 'actions'>;

function definition(id: string): Definition {
  const found = gallery.find((blueprint) => blueprint.id === id)?.connector;
  if (!found) throw new Error(id);
  return {
    parameters: found.parameters,
    actions: found.actions.map((action) => ({ ...action, action_type: 'PREDICT' }) as ConnectorAction),
  };
}

const explain = (connector: Definition, body: string, algorithm?: string) =>
  explainRequest(
    connector,
    'PREDICT',
    readPredictInput(readJson(body), algorithm),
    makeRunScript(() => 0),
  );

test('the preview shows the body as it will be sent and says whose each value is', () => {
  const { payload, url, headers } = explain(definition('bedrock-claude-converse'), '{"parameters":{"prompt":"Say \\"hi\\""}}');
  expect(JSON.parse(payload.payload ?? '').messages[0].content[0].text).toBe('Say "hi"');
  const origin = (name: string) => payload.spans.find((span) => span.name === name)?.origin;
  expect([origin('prompt'), origin('system'), origin('max_tokens')]).toEqual(['call', 'connector', 'connector']);
  expect(url.text).toBe('https://bedrock-runtime.us-east-1.amazonaws.com/model/global.anthropic.claude-haiku-5-5/converse');
  expect(headers[0]).toMatchObject({ name: 'content-type', value: { text: 'application/json' } });
});

test('values of a pre-process function are marked as such, and the number of calls is told', () => {
  const titan = explain(definition('bedrock-titan-embed-v2'), '{"text_docs":["one","two","three"]}', 'text_embedding');
  expect(titan.calls).toBe(3);
  expect(titan.payload.spans.find(({ name }) => name === 'inputText')?.origin).toBe('pre_process');
  expect(JSON.parse(titan.payload.payload ?? '').inputText).toBe('one');
});

test('a missing parameter is named and everything else is filled', () => {
  const { payload } = explain(definition('ollama-chat'), '{"parameters":{}}');
  expect(payload.payload).toBeNull();
  expect(payload.problem?.message).toBe('Some parameter placeholder not filled in payload: prompt');
  expect(payload.text).toContain('gemma4');
});

test('an input that does not fit the function is a problem of that step', () => {
  const { problem } = explain(definition('cohere-rerank'), '{"text_docs":["a"]}', 'text_embedding');
  expect(problem?.step).toBe('pre_process');
  expect(problem?.error.message).toContain('TextSimilarityInputDataSet');
});

test('the form asks for what nobody fills, as text or as JSON, and knows what fills the rest', () => {
  const connector = definition('openai-chat');
  const fields = inputFields(connector, connector.actions?.[0] as ConnectorAction);
  expect(fields).toEqual([
    { name: 'model', required: false, kind: 'text', fallback: 'gpt-6-luna', filled_by: 'connector' },
    { name: 'messages', required: true, kind: 'json' },
    { name: 'max_completion_tokens', required: false, kind: 'json', fallback: '500', filled_by: 'connector' },
    { name: 'endpoint', required: false, kind: 'text', fallback: 'api.openai.com', filled_by: 'connector' },
  ]);
});

test('a default in the template makes a field optional, and an escaped placeholder is none', () => {
  const action = {
    action_type: 'PREDICT',
    method: 'POST',
    url: 'https://a.example',
    request_body: '{"s": "${parameters.size:-10}", "l": "$${parameters.x}"}',
  };
  expect(inputFields({ parameters: {} }, action as ConnectorAction)).toEqual([
    { name: 'size', required: false, kind: 'text', fallback: '10', filled_by: 'default' },
  ]);
});

test('typed values become a predict body that keeps numbers and lists as they were written', () => {
  const fields = [
    { name: 'list', required: true, kind: 'json' as const },
    { name: 'n', required: true, kind: 'json' as const },
    { name: 'q', required: true, kind: 'text' as const },
  ];
  const typed = new Map([
    ['list', '["a", 1.0]'],
    ['n', '5'],
    ['q', '5 "x"'],
    ['empty', ''],
  ]);
  expect(parametersText(fields, typed)).toBe('{ "list": ["a", 1.0], "n": 5, "q": "5 \\"x\\"" }');
  expect(parametersText(fields, new Map([['n', 'five']]))).toBe('{ "n": "five" }');
});

test('an action is called the way its pre-process function wants', () => {
  const suited = Object.fromEntries(gallery.map(({ id }) => [id, suitedInput(definition(id).actions?.[0] as ConnectorAction)]));
  expect(suited).toMatchObject({ 'openai-chat': 'parameters', 'cohere-embed-v3': 'text_docs', 'cohere-rerank': 'text_similarity' });
  expect(suited['watsonx-rerank']).toBe('text_similarity'); // its script reads query_text
});
