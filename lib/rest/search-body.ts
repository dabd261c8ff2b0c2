import { StudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import type { BodyReader } from './body.ts';
import { jsonBody } from './json-body.ts';

/** A search says even for GET what it looks for; `{}` is everything. The search itself judges what stands at the top. */
export const searchBody: BodyReader<JsonNode> = jsonBody<JsonNode>((node) => node, {
  missing: () => new StudioError('parse_exception', 400, 'request body or source parameter is required'),
  isObject: false,
});
