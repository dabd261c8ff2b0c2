import { isStudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { boostOf, optionsOf } from './clause.ts';
import { assertShortPattern, type ClauseReader, type Context } from './clauses.ts';
import { fieldOf, fieldsMatching } from './field.ts';
import { fieldValue } from './field-value.ts';
import { matchField, operatorOf, searchedByDefault, weightedFields } from './match-clauses.ts';
import type { Bound, Query } from './query.ts';
import { type Dialect, type Expression, parseQueryString } from './query-string.ts';
import { named, parsingError, ShardFailure } from './search-error.ts';
import { textOf, textsOf } from './search-text.ts';

const ignored = [
  'analyze_wildcard',
  'lenient',
  'analyzer',
  'quote_analyzer',
  'allow_leading_wildcard',
  'phrase_slop',
  'fuzziness',
  'flags',
  'type',
  'tie_breaker',
  'time_zone',
  'minimum_should_match',
  'auto_generate_synonyms_phrase_query',
];

type Scope = Pick<Context, 'index' | 'now' | 'spend'> & { names: readonly string[]; operator: 'or' | 'and' };

export const readQueryString: ClauseReader = (node, context) => readText(node, context, 'query_string');
export const readSimpleQueryString: ClauseReader = (node, context) => readText(node, context, 'simple_query_string');

function readText(node: JsonNode, { index, now, spend }: Context, dialect: Dialect): Query {
  const options = optionsOf(node, dialect, ['query', 'fields', 'default_field', 'default_operator', 'boost'], ignored);
  const query = options.get('query');
  if (!query) throw parsingError(node, `[${dialect}] must be provided with a [query]`);
  const scope: Scope = { index, now, spend, names: namesOf(options, index), operator: operatorOf(options.get('default_operator')) };
  const text = textOf(query);
  return {
    type: 'bool',
    must: [translate(parsed(text, dialect, scope), scope)],
    filter: [],
    should: [],
    mustNot: [],
    minimum: 0,
    boost: boostOf(options, dialect),
  };
}

function namesOf(options: ReadonlyMap<string, JsonNode>, index: Context['index']): readonly string[] {
  const fields = options.get('fields');
  if (fields) return textsOf(fields);
  const field = options.get('default_field');
  const name = field && textOf(field);
  return name === undefined || name === '*' ? searchedByDefault(index) : [name];
}

function parsed(text: string, dialect: Dialect, { operator, spend }: Scope): Expression {
  try {
    return parseQueryString(text, { dialect, operator, spend });
  } catch (thrown) {
    if (isStudioError(thrown)) throw thrown;
    const why = thrown instanceof Error ? thrown.message : '';
    throw new ShardFailure('query_shard_exception', `Failed to parse query [${text}]`, named('illegal_argument_exception', why));
  }
}

function translate(expression: Expression, scope: Scope): Query {
  switch (expression.type) {
    case 'group':
      return translateGroup(expression.clauses, scope);
    case 'range':
      return overFields(expression.field, scope, (name) => rangeOf(name, expression, scope));
    case 'text':
      return translateText(expression, scope);
  }
}

function translateGroup(clauses: Extract<Expression, { type: 'group' }>['clauses'], scope: Scope): Query {
  const of = (occur: 'must' | 'should' | 'not') =>
    clauses.filter((clause) => clause.occur === occur).map(({ expression }) => translate(expression, scope));
  const [must, should, mustNot] = [of('must'), of('should'), of('not')];
  if (must.length + should.length + mustNot.length === 0) return { type: 'none' };
  return { type: 'bool', must, filter: [], should, mustNot, minimum: Number(must.length === 0 && should.length > 0), boost: 1 };
}

function overFields(field: string | undefined, { names, spend }: Scope, read: (name: string) => Query): Query {
  spend(field === undefined ? names.length - 1 : 0);
  const queries = (field === undefined ? names : [field]).map(read);
  return queries.length === 1 && queries[0] ? queries[0] : { type: 'any', queries, boost: 1 };
}

function translateText({ field, text, isPhrase, hasWildcard }: Extract<Expression, { type: 'text' }>, scope: Scope): Query {
  const { index, now, names, operator, spend } = scope;
  if (text === '*' && hasWildcard && (field === undefined || field === '*')) return { type: 'all', boost: 1 };
  if (text === '*' && hasWildcard && field) return { type: 'exists', fields: fieldsMatching(index, field), boost: 1 };
  const targets = weightedFields(index, field === undefined ? names : [field]);
  if (hasWildcard) {
    assertShortPattern('wildcard', text);
  }
  spend(targets.length - 1);
  const kind = isPhrase ? 'match_phrase' : 'match';
  const queries = targets.map(
    ({ field: target, weight }): Query =>
      hasWildcard
        ? {
            type: 'pattern',
            field: target,
            kind: 'wildcard',
            pattern: target.type === 'text' ? text.toLowerCase() : text,
            ignoreCase: false,
            boost: weight,
          }
        : matchField(target, text, { kind, operator, boost: weight, now, spend }),
  );
  return queries.length === 0 ? { type: 'none' } : queries.length === 1 && queries[0] ? queries[0] : { type: 'any', queries, boost: 1 };
}

function rangeOf(name: string, range: Extract<Expression, { type: 'range' }>, { index, now }: Scope): Query {
  const field = fieldOf(index, name);
  const bound = (text: string, inclusive: boolean): Bound | undefined =>
    text === '*' ? undefined : { value: fieldValue(field, text, now), inclusive };
  const from = bound(range.from, range.includesFrom);
  const to = bound(range.to, range.includesTo);
  return { type: 'range', field, ...(from && { from }), ...(to && { to }), boost: 1 };
}
