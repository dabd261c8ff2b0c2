import type { JsonNode } from '#lib/json/read-json.ts';
import { numberOf } from './clause.ts';
import type { ClauseReader, Context } from './clauses.ts';
import type { Query } from './query.ts';
import { keyPlace, named, parsingError } from './search-error.ts';
import { textOf } from './search-text.ts';

type Occurrence = 'must' | 'filter' | 'should' | 'mustNot';

const occurrences = new Map<string, Occurrence>([
  ['must', 'must'],
  ['filter', 'filter'],
  ['should', 'should'],
  ['must_not', 'mustNot'],
  ['mustNot', 'mustNot'],
]);

const readOneOrMany = (node: JsonNode, { read }: Context): Query[] =>
  (node.token === 'START_ARRAY' ? node.items : [node]).map((item) => read(item));

/** @throws StudioError 400 */
export const readBool: ClauseReader = (node, context) => {
  if (node.token !== 'START_OBJECT') throw parsingError(node, '[bool] query malformed, no start_object after query name');
  const clauses: Record<Occurrence, Query[]> = { must: [], filter: [], should: [], mustNot: [] };
  let wanted: string | undefined;
  let boost = 1;
  for (const [name, value] of node.members) {
    const occurrence = occurrences.get(name);
    if (occurrence) clauses[occurrence].push(...readOneOrMany(value, context));
    else if (name === 'minimum_should_match') wanted = textOf(value);
    else if (name === 'boost') boost = numberOf(value, 'bool', 'boost');
    else if (name !== '_name' && name !== 'adjust_pure_negative') {
      throw named('x_content_parse_exception', `[${keyPlace(value, name)}] [bool] unknown field [${name}]`);
    }
  }
  const isOptional = clauses.must.length + clauses.filter.length > 0;
  const minimum = wanted === undefined ? Number(!isOptional && clauses.should.length > 0) : minimumOf(wanted, clauses.should.length);
  return { type: 'bool', ...clauses, minimum, boost };
};

/** `2`, `-1`, `75%`, `-25%`. @returns how many of `count` optional clauses must match */
export function minimumOf(text: string, count: number): number {
  const [, sign = '', amount, percent] = /^(-?)(\d+)(%?)$/.exec(text.trim()) ?? [];
  if (amount === undefined) throw named('number_format_exception', `For input string: "${text}"`);
  const number = percent ? Math.floor((count * Number(amount)) / 100) : Number(amount);
  return Math.max(0, Math.min(sign ? count - number : number, count));
}
