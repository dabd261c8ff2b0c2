import { illegalArgument } from '#lib/errors.ts';
import { type JsonNode, toJson } from '#lib/json/read-json.ts';
import { integerOf } from '#lib/json/value-of.ts';
import { optionsOf } from './clause.ts';
import type { Context } from './clauses.ts';
import { type Field, fieldOf } from './field.ts';
import type { Aggregation, NamedAggregations } from './query.ts';
import { readQuery } from './read-query.ts';
import { assertHasValues } from './read-sort.ts';
import { parsingError, ShardFailure, unknownName } from './search-error.ts';
import { textOf } from './search-text.ts';

type Scope = Pick<Context, 'index' | 'now'>;
type Reader = (node: JsonNode, scope: Scope) => Exclude<Aggregation, { type: 'filter' }>;

const largestCount = 1_000; // buckets
const mostAggregations = 100; // each is a statement of its own
const deepest = 5; // levels

const readTerms: Reader = (node, scope) => {
  const options = optionsOf(node, 'terms', ['field', 'size', 'order', 'min_doc_count'], ['shard_size', 'show_term_doc_count_error']);
  const [size, least] = [options.get('size'), options.get('min_doc_count')];
  const wanted = size ? integerOf(size) : 10;
  if (wanted <= 0) throw illegalArgument(`[size] must be greater than 0. Found [${wanted}] in [terms]`);
  const fewest = least ? integerOf(least) : 1;
  if (fewest < 1) throw illegalArgument(`[min_doc_count] must be greater than 0 here. Found [${fewest}] in [terms]`);
  return {
    type: 'terms',
    field: countedField(node, options.get('field'), scope),
    size: Math.min(wanted, largestCount),
    fewest,
    order: readOrder(options.get('order')),
  };
};

function readOrder(node: JsonNode | undefined): Extract<Aggregation, { type: 'terms' }>['order'] {
  if (!node) return { by: 'count', direction: 'desc' };
  const one = node.token === 'START_ARRAY' ? node.items[0] : node;
  if (one?.token !== 'START_OBJECT' || one.members.size === 0)
    throw parsingError(one ?? node, 'Order of a terms aggregation must be an object');
  const [[name, value] = ['', one]] = [...one.members];
  if (name !== '_key' && name !== '_term' && name !== '_count') {
    throw parsingError(value, `Unsupported order [${name}] of a terms aggregation`);
  }
  const direction = textOf(value).toLowerCase();
  if (direction !== 'asc' && direction !== 'desc') throw parsingError(value, `Unknown order direction [${direction}]`);
  return { by: name === '_count' ? 'count' : 'key', direction };
}

const numeric: readonly Field['type'][] = ['date', 'integer', 'boolean'];

const readMetric =
  (type: 'value_count' | 'cardinality' | 'min' | 'max'): Reader =>
  (node, scope) => {
    const options = optionsOf(node, type, ['field'], ['precision_threshold']);
    const field = countedField(node, options.get('field'), scope);
    if ((type === 'min' || type === 'max') && field && !numeric.includes(field.type)) {
      const kind = field.type === 'flat' ? 'flat_object' : field.type;
      throw new ShardFailure(
        'illegal_argument_exception',
        `Field [${field.name}] of type [${kind}] is not supported for aggregation [${type}]`,
      );
    }
    return { type, field };
  };

function countedField(node: JsonNode, name: JsonNode | undefined, { index }: Scope) {
  if (!name) throw parsingError(node, 'Required one of fields [field, script], but none were specified. ');
  const field = fieldOf(index, textOf(name));
  if (field) assertHasValues(field);
  return field;
}

const readers = new Map<string, Reader>([
  ['terms', readTerms],
  ['value_count', readMetric('value_count')],
  ['cardinality', readMetric('cardinality')],
  ['min', readMetric('min')],
  ['max', readMetric('max')],
]);

/** Aggregations by name, those that this engine has; below a `filter` more of them. @throws StudioError 400 that names the others */
export function readAggregations(node: JsonNode, scope: Scope): NamedAggregations {
  let left = mostAggregations;
  const readAll = (all: JsonNode, depth: number): NamedAggregations => {
    if (all.token !== 'START_OBJECT') throw parsingError(all, `Unknown key for a ${all.token} in [aggs].`);
    left -= all.members.size;
    if (left < 0) throw illegalArgument(`A search has at most ${mostAggregations} aggregations`);
    if (depth > deepest) throw illegalArgument(`Aggregations nest at most ${deepest} levels`);
    return new Map([...all.members].map(([name, body]) => [name, readOne(name, body, depth)]));
  };

  const readOne = (name: string, body: JsonNode, depth: number): Aggregation => {
    if (body.token !== 'START_OBJECT') {
      throw parsingError(body, `Aggregation definition for [${name} starts with a [${body.token}], expected a [START_OBJECT].`);
    }
    const meta = body.members.get('meta');
    const inner = body.members.get('aggs') ?? body.members.get('aggregations');
    const [first, second] = [...body.members].filter(([key]) => key !== 'meta' && key !== 'aggs' && key !== 'aggregations');
    if (!first) throw parsingError(body, `Missing definition for aggregation [${name}]`);
    const [type, definition] = first;
    if (second) {
      throw parsingError(second[1], `Found two aggregation type definitions in [${name}]: [${type}] and [${second[0]}]`);
    }
    const noted = meta?.token === 'START_OBJECT' ? { meta: toJson(meta) } : {};
    if (type === 'filter') {
      const query = readQuery(definition, scope);
      return { type, query, inner: inner ? readAll(inner, depth + 1) : new Map(), ...noted };
    }
    const read = readers.get(type);
    if (!read) throw unknownName(definition, type, `Unknown aggregation type [${type}]`);
    if (inner) throw parsingError(inner, `Aggregation [${name}] of type [${type}] cannot have sub-aggregations here`);
    return { ...read(definition, scope), ...noted };
  };

  return readAll(node, 1);
}
