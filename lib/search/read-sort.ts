import { illegalArgument } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { type Field, fieldOf, type Index } from './field.ts';
import type { SortKey } from './query.ts';
import { keyPlace, named, parsingError, ShardFailure } from './search-error.ts';
import { textOf } from './search-text.ts';

const mostKeys = 32;

/** `"name"`, `{"name": "asc"}`, `{"name": {"order": …}}`, or a list of these. @throws StudioError 400 */
export function readSort(node: JsonNode, index: Index): SortKey[] {
  const keys = node.token === 'START_ARRAY' ? node.items.flatMap((item) => readOne(item, index)) : readOne(node, index);
  if (keys.length > mostKeys) throw illegalArgument(`A search is sorted by at most ${mostKeys} values`);
  return keys;
}

function readOne(node: JsonNode, index: Index): SortKey[] {
  if (node.token === 'VALUE_STRING') {
    const [name = '', order] = node.text.split(':');
    return [sortBy(name, index, { order: order === undefined ? defaultOrder(name) : readOrder(order) })];
  }
  if (node.token !== 'START_OBJECT')
    throw parsingError(node, 'malformed sort format, within the sort array, an object, or an actual string are allowed');
  return [...node.members].map(([name, value]) => sortBy(name, index, readOptions(name, value)));
}

type Options = { order: 'asc' | 'desc'; missing?: 'first' | 'last' | undefined; isUnmappedAllowed?: boolean | undefined };

const defaultOrder = (name: string) => (name === '_score' ? 'desc' : 'asc');

function readOptions(name: string, node: JsonNode): Options {
  if (node.token !== 'START_OBJECT') return { order: readOrder(textOf(node)) };
  const options: Options = { order: defaultOrder(name) };
  for (const [key, value] of node.members) {
    if (key === 'order') options.order = readOrder(textOf(value));
    else if (key === 'missing') options.missing = textOf(value) === '_first' ? 'first' : 'last';
    else if (key === 'unmapped_type') options.isUnmappedAllowed = true;
    else if (!['mode', 'nested', 'numeric_type', 'format'].includes(key)) {
      throw named('x_content_parse_exception', `[${keyPlace(value, key)}] [field_sort] unknown field [${key}]`);
    }
  }
  return options;
}

function readOrder(text: string): 'asc' | 'desc' {
  const order = text.toLowerCase();
  if (order === 'asc' || order === 'desc') return order;
  throw illegalArgument(`No enum constant org.opensearch.search.sort.SortOrder.${text.toUpperCase()}`);
}

function sortBy(name: string, index: Index, { order, missing = 'last', isUnmappedAllowed }: Options): SortKey {
  if (name === '_score') return { by: 'score', order };
  if (name === '_doc') return { by: 'stored', order };
  const field = fieldOf(index, name);
  if (!field && !isUnmappedAllowed) {
    throw new ShardFailure('query_shard_exception', `No mapping found for [${name}] in order to sort on`);
  }
  if (field) assertHasValues(field);
  return { by: 'field', field, order, missing };
}

/** @throws StudioError 400: words of a text are no values that could be sorted or counted */
export function assertHasValues({ name, type }: Field): void {
  if (type !== 'text') return;
  throw new ShardFailure(
    'illegal_argument_exception',
    `Text fields are not optimised for operations that require per-document field data like aggregations and sorting, so these operations are disabled by default. Please use a keyword field instead. Alternatively, set fielddata=true on [${name}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.`,
  );
}
