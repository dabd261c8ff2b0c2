import { type JsonNode, readJson } from '#lib/json/read-json.ts';
import { looseMembers, membersOf } from '#lib/json/value-of.ts';
import type { Controller } from './controller.ts';
import type { RateLimiter } from './model.ts';
import { readRateLimiter } from './read-model-parts.ts';

/**
 * The body of a controller (rest-api.md §8). A limiter without any part counts for nothing.
 * @throws StudioError 400
 */
export function readController(node: JsonNode): Controller {
  const limiters = membersOf(node).get('user_rate_limiter');
  const read = [...(limiters ? looseMembers(limiters) : [])].map(([user, value]) => [user, limiterOf(value)] as const);
  return { user_rate_limiter: new Map(read.filter(([, { limit, unit }]) => limit !== undefined || unit !== undefined)) };
}

/** ML Commons makes a text of each value and reads that, so the text of a limiter will do as well. */
const limiterOf = (node: JsonNode): RateLimiter => readRateLimiter(node.token === 'VALUE_STRING' ? readJson(node.text) : node);
