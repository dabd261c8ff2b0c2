import { illegalArgument } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { clauseBudget } from './clause-budget.ts';
import { type Context, clauseReaders } from './clauses.ts';
import type { Query } from './query.ts';
import { closeOf, parsingErrorAtKey, unknownName } from './search-error.ts';

const deepest = 20; // levels (threats.md I-08)

/**
 * Reads one query clause: an object with one member, the name of the query.
 * @throws StudioError 400 in OpenSearch's words, naming the clause that is not supported
 */
export function readQuery(node: JsonNode, context: Omit<Context, 'read' | 'spend'>, depth = 1, spend = clauseBudget()): Query {
  if (depth > deepest) throw illegalArgument(`The query nests deeper than ${deepest} levels`);
  if (node.token !== 'START_OBJECT') throw illegalArgument('[_na] query malformed, must start with start_object');
  const [first, second] = [...node.members];
  if (!first) throw illegalArgument(`query malformed, empty clause found at [${closeOf(node)}]`);
  const [name, value] = first;
  const reader = clauseReaders.get(name);
  if (!reader) throw unknownName(value, name, `unknown query [${name}]`);
  spend(1);
  const query = reader(value, {
    ...context,
    spend,
    read: (inner, inside) => readQuery(inner, { ...context, index: inside ?? context.index }, depth + 1, spend),
  });
  if (second) {
    throw parsingErrorAtKey(second[1], second[0], `[${name}] malformed query, expected [END_OBJECT] but found [FIELD_NAME]`);
  }
  return query;
}
