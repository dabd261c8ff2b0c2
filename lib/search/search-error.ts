import { type ErrorType, isStudioError, StudioError } from '#lib/errors.ts';
import { placeAt } from '#lib/json/json-syntax-error.ts';
import { type JsonNode, placeOf } from '#lib/json/read-json.ts';

/** Refused while reading, pointing at a value. */
export function parsingError(node: JsonNode, reason: string, cause?: StudioError): StudioError {
  const { line, column } = placeOf(node);
  return new StudioError('parsing_exception', 400, reason, { details: { line, col: column }, ...(cause && { cause }) });
}

const at = (node: JsonNode, offset: number) => {
  const { line, column } = placeAt(node.source.text, offset, node.source.dialect);
  return `${line}:${column}`;
};

/** Where an object closes, as "line:column". */
export const closeOf = (node: JsonNode): string => at(node, node.end - 1);

/** Where the name of a member begins: nodes know the place of values only, so this looks back over the colon. */
function keyOffset(value: JsonNode, name: string): number {
  return Math.max(value.source.text.lastIndexOf(JSON.stringify(name), value.start), 0);
}
export const keyPlace = (value: JsonNode, name: string): string => at(value, keyOffset(value, name));

/** Refused while reading, pointing at a member's name. */
export function parsingErrorAtKey(value: JsonNode, name: string, reason: string): StudioError {
  const { line, column } = placeAt(value.source.text, keyOffset(value, name), value.source.dialect);
  return new StudioError('parsing_exception', 400, reason, { details: { line, col: column } });
}

export const named = (type: ErrorType, reason: string) => new StudioError(type, 400, reason);

/** A name that OpenSearch looks up in a list of what it has: queries, aggregations. */
export function unknownName(node: JsonNode, name: string, reason: string): StudioError {
  const { line, column } = placeOf(node);
  return parsingError(node, reason, named('named_object_not_found_exception', `[${line}:${column}] unknown field [${name}]`));
}

/** Names of this node and of an index's generation, for failures that only show once a search runs. */
export type Shard = { index: string; node: string; index_uuid: string };

/** Refused by what it finds, not by how it is written: a shard says so, and the answer wraps it (`searchFailure`). */
export class ShardFailure extends StudioError {
  readonly ofShard = true;

  constructor(type: ErrorType, reason: string, cause?: StudioError) {
    super(type, 400, reason, cause && { cause });
  }
}

const isShardFailure = (thrown: unknown): thrown is StudioError => isStudioError(thrown) && 'ofShard' in thrown;

type Rendered = { type: string; reason: string; [detail: string]: unknown };

const render = (error: StudioError): Rendered => ({
  type: error.type,
  reason: error.message,
  ...error.details,
  ...(isStudioError(error.cause) && { caused_by: render(error.cause) }),
});

/** What is thrown for a shard's failure: OpenSearch repeats it as the root, in the list of shards and as the cause. Others pass. */
export function searchFailure(thrown: unknown, { index, node, index_uuid }: Shard): unknown {
  if (!isShardFailure(thrown)) return thrown;
  const ofShard = thrown.type === 'query_shard_exception';
  const failure = ofShard ? new StudioError(thrown.type, 400, thrown.message, { details: { index, index_uuid } }) : thrown;
  // A Java exception is met twice on its way out.
  const cause =
    thrown.type === 'illegal_argument_exception' ? new StudioError(thrown.type, 400, thrown.message, { cause: thrown }) : failure;
  return new StudioError('search_phase_execution_exception', 400, 'all shards failed', {
    details: { phase: 'query', grouped: true, failed_shards: [{ shard: 0, index, node, reason: render(failure) }] },
    cause,
  });
}
