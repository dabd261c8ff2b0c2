import { illegalArgument } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { integerOf, textOf } from '#lib/json/value-of.ts';
import { optionsOf } from './clause.ts';
import { fieldOf, type Index } from './field.ts';
import type { Aggregation } from './query.ts';
import { assertHasValues } from './read-sort.ts';
import { parsingError, unknownName } from './search-error.ts';

type Reader = (node: JsonNode, index: Index) => Aggregation;
const largestCount = 1_000; // buckets
const mostAggregations = 100; // each is a statement of its own

const readTerms: Reader = (node, index) => {
  const options = optionsOf(node, 'terms', ['field', 'size', 'order'], ['shard_size', 'min_doc_count', 'show_term_doc_count_error']);
  const size = options.get('size');
  return {
    type: 'terms',
    field: countedField(node, options.get('field'), index),
    size: Math.min(size ? integerOf(size) : 10, largestCount),
    order: readOrder(options.get('order')),
  };
};

function readOrder(node: JsonNode | undefined): Extract<Aggregation, { type: 'terms' }>['order'] {
  const one = node?.token === 'START_ARRAY' ? node.items[0] : node;
  const [first] = one?.token === 'START_OBJECT' ? [...one.members] : [];
  if (!first) return { by: 'count', direction: 'desc' };
  const [name, value] = first;
  if (name !== '_key' && name !== '_term' && name !== '_count')
    throw parsingError(value, `Unsupported order [${name}] of a terms aggregation`);
  return { by: name === '_count' ? 'count' : 'key', direction: textOf(value).toLowerCase() === 'asc' ? 'asc' : 'desc' };
}

const readMetric =
  (type: 'value_count' | 'cardinality' | 'min' | 'max'): Reader =>
  (node, index) => {
    const options = optionsOf(node, type, ['field'], ['precision_threshold', 'format']);
    return { type, field: countedField(node, options.get('field'), index) };
  };

function countedField(node: JsonNode, name: JsonNode | undefined, index: Index) {
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

/** Aggregations by name; the ones this engine has, one level deep. @throws StudioError 400 that names the others */
export function readAggregations(node: JsonNode, index: Index): Map<string, Aggregation> {
  if (node.token !== 'START_OBJECT') throw parsingError(node, `Unknown key for a ${node.token} in [aggs].`);
  if (node.members.size > mostAggregations) throw illegalArgument(`A search has at most ${mostAggregations} aggregations`);
  const found = new Map<string, Aggregation>();
  for (const [name, body] of node.members) {
    if (body.token !== 'START_OBJECT') {
      throw parsingError(body, `Aggregation definition for [${name} starts with a [${body.token}], expected a [START_OBJECT].`);
    }
    const [first] = [...body.members].filter(([key]) => key !== 'meta');
    if (!first) throw parsingError(body, `Missing definition for aggregation [${name}]`);
    const [type, definition] = first;
    const read = readers.get(type);
    if (!read || body.members.has('aggs') || body.members.has('aggregations')) {
      throw unknownName(definition, type, `Unknown aggregation type [${type}]`);
    }
    found.set(name, read(definition, index));
  }
  return found;
}
