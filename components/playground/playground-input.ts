import { formatJson } from '#components/ui/json-text.ts';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import { runScript } from '#lib/client/run-script.ts';
import type { Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import { isStudioError, type StudioError } from '#lib/errors.ts';
import type { RunScript } from '#lib/functions/script.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { type ExplainedRequest, explainRequest } from '#lib/predict/explain-request.ts';
import { type InputField, inputFields, parametersText, suitedInput } from '#lib/predict/input-fields.ts';
import type { PredictInput } from '#lib/predict/predict-input.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';

export type Definition = Pick<Connector, 'parameters' | 'actions' | 'protocol'>;

export const algorithms = ['remote', 'text_embedding', 'sparse_encoding', 'text_similarity'] as const;
export type Algorithm = (typeof algorithms)[number];

/** What a person is about to send: three ways to write one predict body, kept side by side so that switching loses nothing. */
export type PlaygroundInput = {
  kind: 'parameters' | 'text_docs' | 'json';
  /** Typed parameters by name. */
  typed: Record<string, string>;
  docs: string[];
  /** For a reranker. */
  query: string;
  json: string;
  /** Of the JSON way; the others choose for themselves. */
  algorithm: Algorithm;
};

export const emptyInput: PlaygroundInput = {
  kind: 'parameters',
  typed: {},
  docs: [''],
  query: '',
  json: '{ "parameters": {} }',
  algorithm: 'remote',
};

/** The way that suits an action best, before anybody typed. */
export const initialInput = (action: ConnectorAction | undefined): PlaygroundInput =>
  action && suitedInput(action) !== 'parameters' ? { ...emptyInput, kind: 'text_docs' } : emptyInput;

const asTyped = (value: Json) => (typeof value === 'string' ? value : writeJson(value));

/** What each form can say; another member is only seen as JSON. */
const membersOf = { parameters: ['parameters'], text_docs: ['text_docs', 'query_text'] } as const;

/** A predict body as if it had been typed: numbers stay as they were spelled. */
export function inputOfBody(body: JsonObject, algorithm: Algorithm = 'remote'): PlaygroundInput {
  const [parameters, docs, query] = [body.get('parameters'), body.get('text_docs'), body.get('query_text')];
  const typed = isObject(parameters) ? Object.fromEntries([...parameters].map(([name, value]) => [name, asTyped(value)])) : {};
  const isOnly = (names: readonly string[]) => [...body.keys()].every((name) => names.includes(name));
  const asDocs = Array.isArray(docs) && isOnly(membersOf.text_docs);
  return {
    kind: asDocs ? 'text_docs' : isObject(parameters) && isOnly(membersOf.parameters) ? 'parameters' : 'json',
    typed,
    json: formatJson(writeJson(body)),
    algorithm,
    docs: Array.isArray(docs) ? docs.map(asTyped) : [''],
    query: query === undefined ? '' : asTyped(query),
  };
}

/** An example of a blueprint as if it had been typed. */
export const inputOfExample = ({ input, algorithm }: Pick<ExampleInput, 'input' | 'algorithm'>): PlaygroundInput =>
  inputOfBody(parseJson(JSON.stringify(input)) as JsonObject, algorithm); // as: the text of an object

/** Documents go to an embedding, or to a reranker where the action wants a query. */
export const wantsQuery = (action: ConnectorAction | undefined) => action !== undefined && suitedInput(action) === 'text_similarity';

/** The predict body as JSON text, and the algorithm that reads it. */
export function predictBody(input: PlaygroundInput, definition: Definition, action: ConnectorAction | undefined) {
  if (input.kind === 'json') return { body: input.json, algorithm: input.algorithm };
  if (input.kind === 'text_docs') {
    const text_docs = input.docs.filter((doc) => doc !== '');
    if (!wantsQuery(action)) return { body: JSON.stringify({ text_docs }), algorithm: 'text_embedding' as const };
    return { body: JSON.stringify({ query_text: input.query, text_docs }), algorithm: 'text_similarity' as const };
  }
  const fields = action ? inputFields(definition, action) : [];
  return { body: `{ "parameters": ${parametersText(fields, new Map(Object.entries(input.typed)))} }`, algorithm: 'remote' as const };
}

/** Fields of the form: what the connector does not fill, and what somebody added; `others` could be added. */
export function fieldsOf(definition: Definition, action: ConnectorAction | undefined, typed: Record<string, string>) {
  const known = action ? inputFields(definition, action) : [];
  const names = new Set(known.map(({ name }) => name));
  const isShown = ({ name, filled_by }: InputField) => filled_by !== 'connector' || Object.hasOwn(typed, name);
  const added = Object.keys(typed)
    .filter((name) => !names.has(name))
    .map((name): InputField => ({ name, required: false, kind: 'text' }));
  const fields = [...known.filter(isShown), ...added];
  return { fields, others: known.filter((field) => !isShown(field)).map(({ name }) => name) };
}

export type Preview = { request: ExplainedRequest } | { problem: StudioError };

/** What would be sent, made in the browser by the code that sends it. */
export function previewOf(
  definition: Definition,
  actionType: string,
  { body, algorithm, isStreaming = false }: { body: string; algorithm: string; isStreaming?: boolean },
  scripts: RunScript = runScript,
): Preview {
  try {
    const input = readPredictInput(readJson(body), algorithm);
    return { request: explainRequest(definition, actionType, isStreaming ? streaming(input) : input, scripts) };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { problem: thrown };
  }
}

/** With the parameter by which templates and services know that they are to stream. */
function streaming(input: PredictInput): PredictInput {
  const { dataset } = input;
  if (dataset.type !== 'remote') return input;
  return { ...input, dataset: { ...dataset, parameters: new Map([...(dataset.parameters ?? []), ['stream', 'true']]) } };
}

/** The parameter that says how a service streams. */
const interfaceName = '_llm_interface';
const interfaces: Readonly<Record<string, string>> = { http: 'openai/v1/chat/completions', aws_sigv4: 'bedrock/converse/claude' };

/** Whether an answer could come as a stream: words do, vectors do not. */
export const mayStream = ({ protocol }: Definition, action: ConnectorAction | undefined, algorithm: string) =>
  Object.hasOwn(interfaces, protocol) &&
  action?.action_type === 'PREDICT' &&
  algorithm === 'remote' &&
  suitedInput(action) === 'parameters';

/** An input that says how the service streams, where neither it nor the connector does: visible in the form, to be changed there. */
export function withInterface(input: PlaygroundInput, { protocol, parameters }: Definition): PlaygroundInput {
  const suggested = interfaces[protocol];
  const isSaid = Object.hasOwn(parameters, interfaceName) || Object.hasOwn(input.typed, interfaceName);
  if (isSaid || !suggested || input.kind !== 'parameters') return input;
  return { ...input, typed: { ...input.typed, [interfaceName]: suggested } };
}
