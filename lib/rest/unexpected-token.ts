import { StudioError } from '#lib/errors.ts';
import { type JsonNode, placeOf } from '#lib/json/read-json.ts';

/** What OpenSearch says about a value of the wrong kind: 400, with the place of the value. */
export function unexpectedToken(node: JsonNode, wanted: JsonNode['token']): StudioError {
  const { line, column } = placeOf(node);
  const reason = `Failed to parse object: expecting token of type [${wanted}] but found [${node.token}]`;
  return new StudioError('parsing_exception', 400, reason, { details: { line, col: column } });
}
