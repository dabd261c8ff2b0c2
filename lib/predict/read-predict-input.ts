import { parseActionType } from '#lib/connectors/action-type.ts';
import { assertHarmlessNames } from '#lib/connectors/credential-rules.ts';
import { illegalArgument, StudioError } from '#lib/errors.ts';
import type { Dataset, RemoteInference, ResultFilter } from '#lib/functions/dataset.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parameterMap } from '#lib/json/parameter-map.ts';
import { type JsonNode, toJson } from '#lib/json/read-json.ts';
import { into, type Reader, readMembers } from '#lib/json/read-members.ts';
import { booleanOf, integerOf, itemsOf, looseMembers, membersOf, textOf, textsOf } from '#lib/json/value-of.ts';
import { type FunctionName, parseFunctionName } from '#lib/models/function-name.ts';
import type { PredictInput } from './predict-input.ts';

type Parameters = Map<string, string>;

/** A request for a prediction, and what only a batch needs. */
export type ReadInput = PredictInput & { algorithm: FunctionName; dlq?: Parameters };

/**
 * Reads the body of a prediction (predict.md §2.3–2.6). Members count in the order in which they were written; unknown ones are skipped.
 * @param algorithm as the path or the query names it; absent: the model's own
 * @throws StudioError 400, 500 where ML Commons meets a value that is no text
 */
export function readPredictInput(node: JsonNode, algorithm = 'REMOTE'): ReadInput {
  const name = parseFunctionName(algorithm);
  switch (name) {
    case 'REMOTE':
      return { algorithm: name, ...readRemote(node) };
    case 'TEXT_EMBEDDING':
    case 'SPARSE_ENCODING':
    case 'SPARSE_TOKENIZE':
      return { algorithm: name, ...readTextDocs(node) };
    case 'TEXT_SIMILARITY':
      return { algorithm: name, dataset: readSimilarity(node) };
    case 'QUESTION_ANSWERING':
      return { algorithm: name, dataset: readQuestion(node) };
    default:
      return { algorithm: name, dataset: readOther(node) };
  }
}

const remoteReaders = new Map<string, Reader<RemoteInference & { dlq?: Parameters }>>([
  ['parameters', into('parameters', parametersOf)],
  ['action_type', into('action_type', (node) => parseActionType(textOf(node)))],
  ['dlq', into('dlq', parametersOf)],
]);

/** Anything but an object has no parameters; a list is refused, because ML Commons loses its way in one. */
function parametersOf(node: JsonNode): Parameters {
  looseMembers(node);
  const parameters = parameterMap(toJson(node));
  assertHarmlessNames('Parameter', parameters.keys());
  return parameters;
}

function readRemote(node: JsonNode): { dataset: RemoteInference; dlq?: Parameters } {
  const { dlq, ...dataset } = readMembers(node, { type: 'remote', parameters: null }, remoteReaders);
  if (dlq && !(dlq.has('bucket') && dlq.has('region'))) throw illegalArgument('DLQ bucketName or region cannot be null');
  return { dataset, ...(dlq && { dlq }) };
}

type Docs = (string | null)[];

const docsOf = (node: JsonNode): Docs => itemsOf(node).map((item) => (item.token === 'VALUE_NULL' ? null : textOf(item)));

const filterReaders: [string, Reader<Partial<ResultFilter>>][] = [
  ['return_bytes', into('return_bytes', booleanOf)],
  ['return_number', into('return_number', booleanOf)],
  ['target_response', into('target_response', textsOf)],
  ['target_response_positions', into('target_response_positions', (node) => itemsOf(node).map(integerOf))],
];
const nestedFilterReaders = new Map(filterReaders);

type TextDocsDraft = Partial<ResultFilter> & { docs?: Docs; parameters?: JsonObject; nested?: Partial<ResultFilter> };

const textDocsReaders = new Map<string, Reader<TextDocsDraft>>([
  ['text_docs', into('docs', docsOf)],
  ['parameters', into('parameters', algorithmParametersOf)],
  ['result_filter', into('nested', (node) => readMembers<Partial<ResultFilter>>(node, {}, nestedFilterReaders))],
  ...filterReaders,
]);

function readTextDocs(node: JsonNode): { dataset: Dataset; parameters?: JsonObject } {
  const { docs = [], parameters, nested, ...flat } = readMembers<TextDocsDraft>(node, {}, textDocsReaders);
  if (docs.length === 0) throw illegalArgument('Empty text docs');
  const filter = nested ?? (Object.keys(flat).length > 0 ? flat : undefined);
  const result_filter = filter && { return_bytes: false, return_number: true, ...filter };
  return { dataset: { type: 'text_docs', docs, ...(result_filter && { result_filter }) }, ...(parameters && { parameters }) };
}

const enums = {
  content_type: {
    java: 'org.opensearch.ml.common.input.parameter.textembedding.AsymmetricTextEmbeddingParameters.EmbeddingContentType',
    values: ['QUERY', 'PASSAGE'],
  },
  sparse_embedding_format: {
    java: 'org.opensearch.ml.common.input.parameter.textembedding.SparseEmbeddingFormat',
    values: ['WORD', 'TOKEN_ID'],
  },
} as const;

/** Two names are known, the rest is dropped; a parameters object without a format means WORD. */
export function algorithmParametersOf(node: JsonNode): JsonObject {
  const members = membersOf(node);
  const type = enumOf(members, 'content_type');
  const format = enumOf(members, 'sparse_embedding_format') ?? 'WORD';
  return new Map([...(type ? [['content_type', type] as const] : []), ['sparse_embedding_format', format]]);
}

function enumOf(members: ReadonlyMap<string, JsonNode>, name: keyof typeof enums): string | undefined {
  const node = members.get(name);
  if (!node) return undefined;
  const text = node.token === 'VALUE_NULL' ? 'null' : textOf(node).toUpperCase();
  const { java, values } = enums[name];
  if (values.some((value) => value === text)) return text;
  throw illegalArgument(`No enum constant ${java}.${text}`);
}

type SimilarityDraft = { query_text?: string; text_docs?: Docs };

const similarityReaders = new Map<string, Reader<SimilarityDraft>>([
  ['query_text', into('query_text', textOf)],
  ['text_docs', into('text_docs', docsOf)],
]);

function readSimilarity(node: JsonNode): Dataset {
  const { query_text, text_docs = [] } = readMembers<SimilarityDraft>(node, {}, similarityReaders);
  if (text_docs.length === 0) throw illegalArgument('No text documents were provided');
  if (query_text === undefined) throw illegalArgument('No query text was provided');
  return { type: 'text_similarity', query_text, text_docs };
}

type QuestionDraft = { question?: string; context?: string };

const questionReaders = new Map<string, Reader<QuestionDraft>>([
  ['question', into('question', textOf)],
  ['context', into('context', textOf)],
]);

function readQuestion(node: JsonNode): Dataset {
  const { question, context } = readMembers<QuestionDraft>(node, {}, questionReaders);
  if (question === undefined) throw illegalArgument('Question is not provided');
  if (context === undefined) throw illegalArgument('Context is not provided');
  return { type: 'question_answering', question, context };
}

/** The algorithms of local models. Their tables of numbers fit no remote call, so only texts are read. */
function readOther(node: JsonNode): Dataset {
  const { query_text, text_docs } = readMembers<SimilarityDraft>(node, {}, similarityReaders);
  if (!text_docs) {
    throw new StudioError('action_request_validation_exception', 400, "Validation Failed: 1: input data can't be null;");
  }
  return query_text === undefined ? { type: 'text_docs', docs: text_docs } : { type: 'text_similarity', query_text, text_docs };
}
