import { StudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { minimumOf } from './bool-clause.ts';
import { boostOf, isScalar, optionsOf, singleField } from './clause.ts';
import type { ClauseReader, Context } from './clauses.ts';
import { type Field, fieldOf, fieldsMatching } from './field.ts';
import { fieldValue } from './field-value.ts';
import type { Query } from './query.ts';
import { named, parsingError } from './search-error.ts';
import { textOf, textsOf } from './search-text.ts';
import { wordsOf } from './words.ts';

export type MatchKind = 'match' | 'match_phrase' | 'match_phrase_prefix' | 'match_bool_prefix';

/** Options that would change how words are split or how misspellings count; here they change nothing. */
const ignored = [
  'analyzer',
  'lenient',
  'zero_terms_query',
  'slop',
  'max_expansions',
  'auto_generate_synonyms_phrase_query',
  'fuzzy_transpositions',
];

type Matching = { kind: MatchKind; operator: 'or' | 'and'; minimum?: string | undefined; boost: number } & Pick<Context, 'now' | 'spend'>;

/** Lucene's: a value that is longer is in no index, so no field has it. */
const longestTerm = 32_766; // bytes there, characters here

/** What a text means for one field: words of a text field, the whole value of any other. */
export function matchField(field: Field | undefined, text: string, { kind, operator, minimum, boost, now, spend }: Matching): Query {
  if (!field) return { type: 'none' };
  if (field.type !== 'text' && text.length > longestTerm) return { type: 'none' };
  if (field.type !== 'text') return { type: 'terms', field, values: [fieldValue(field, text, now)], ignoreCase: false, boost };
  const words = wordsOf(text);
  spend(words.length - 1); // the clause itself has been counted
  if (words.length === 0) return { type: 'none' };
  const isPrefix = kind === 'match_phrase_prefix' || kind === 'match_bool_prefix';
  const join = kind === 'match_phrase' || kind === 'match_phrase_prefix' ? 'phrase' : operator;
  if (minimum === undefined || join !== 'or') return { type: 'words', field, words, join, isPrefix, boost };
  const should: Query[] = words.map((word) => ({ type: 'words', field, words: [word], join: 'or', isPrefix: false, boost: 1 }));
  return { type: 'bool', must: [], filter: [], mustNot: [], should, minimum: Math.max(1, minimumOf(minimum, words.length)), boost };
}

export function operatorOf(node: JsonNode | undefined): 'or' | 'and' {
  const text = node ? textOf(node).toLowerCase() : 'or';
  if (text === 'or' || text === 'and') return text;
  throw new StudioError('illegal_argument_exception', 400, `operator needs to be either OR or AND, but not [${text}]`);
}

export const readMatch =
  (kind: MatchKind): ClauseReader =>
  (node, { index, now, spend }) => {
    const [name, value] = singleField(node, kind);
    const options = isScalar(value)
      ? new Map([['query', value]])
      : optionsOf(value, kind, ['query', 'operator', 'minimum_should_match', 'boost'], ignored);
    const query = options.get('query');
    if (!query) throw parsingError(value, 'No text specified for text query');
    const minimum = options.get('minimum_should_match');
    const operator = operatorOf(options.get('operator'));
    const matching = { kind, operator, minimum: minimum && textOf(minimum), boost: boostOf(options, kind), now, spend };
    return matchField(fieldOf(index, name), textOf(query), matching);
  };

const kinds = new Map<string, MatchKind>([
  ['best_fields', 'match'],
  ['most_fields', 'match'],
  ['cross_fields', 'match'],
  ['phrase', 'match_phrase'],
  ['phrase_prefix', 'match_phrase_prefix'],
  ['bool_prefix', 'match_bool_prefix'],
]);

/** `name^2` counts twice. A field that is named again counts as it was named last. */
export function weightedFields(index: Parameters<typeof fieldOf>[0], names: readonly string[]): { field: Field; weight: number }[] {
  const found = new Map<string, { field: Field; weight: number }>();
  for (const text of names) {
    const [name = '', weight = '1'] = text.split('^');
    for (const field of fieldsMatching(index, name)) {
      if (name.includes('*') && field.type !== 'text' && field.type !== 'keyword') continue;
      found.set(field.name, { field, weight: Number(weight) || 1 });
    }
  }
  return [...found.values()];
}

/** Where a query looks that names no field. */
export const searchedByDefault = (index: Parameters<typeof fieldOf>[0]): string[] =>
  [...index.fields.values()].filter(({ type }) => type === 'text' || type === 'keyword').map(({ name }) => name);

export const readMultiMatch: ClauseReader = (node, { index, now, spend }) => {
  const options = optionsOf(
    node,
    'multi_match',
    ['query', 'fields', 'type', 'operator', 'minimum_should_match', 'boost'],
    [...ignored, 'tie_breaker'],
  );
  const query = options.get('query');
  if (!query) throw parsingError(node, 'No text specified for multi_match query');
  const list = options.get('fields');
  const names = list ? textsOf(list) : searchedByDefault(index);
  const type = options.get('type');
  const kind = type ? kinds.get(textOf(type)) : 'match';
  if (!kind) throw named('parse_exception', `failed to parse [multi_match] query type [${type && textOf(type)}]. unknown type.`);
  const minimum = options.get('minimum_should_match');
  const operator = operatorOf(options.get('operator'));
  const matching = { kind, operator, minimum: minimum && textOf(minimum), now, spend };
  const targets = weightedFields(index, names);
  spend(targets.length - 1);
  const queries = targets.map(({ field, weight }) => matchField(field, textOf(query), { ...matching, boost: weight }));
  return queries.length === 0 ? { type: 'none' } : { type: 'any', queries, boost: boostOf(options, 'multi_match') };
};
