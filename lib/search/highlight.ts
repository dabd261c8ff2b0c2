import type { Field } from './field.ts';
import type { Query, SearchRequest } from './query.ts';

/** Words that a query looks for in a text field. */
function wordsIn(query: Query | undefined, field: Field): string[] {
  switch (query?.type) {
    case 'words':
      return query.field.name === field.name ? [...query.words] : [];
    case 'terms':
      return query.field?.name === field.name ? query.values.map(String) : [];
    case 'bool':
      return [...query.must, ...query.filter, ...query.should].flatMap((inner) => wordsIn(inner, field));
    case 'any':
      return query.queries.flatMap((inner) => wordsIn(inner, field));
    case 'constant':
      return wordsIn(query.query, field);
    default:
      return [];
  }
}

/** The texts of one hit with the words that were looked for marked; a text without any is left out. */
export function highlight(
  source: Readonly<Record<string, unknown>>,
  { query, highlight: wish }: SearchRequest,
): Record<string, string[]> | undefined {
  const found: Record<string, string[]> = {};
  for (const field of wish.fields) {
    const value = source[field.path];
    const words = new Set(wordsIn(query, field));
    if (typeof value !== 'string' || words.size === 0) continue;
    const marked = value.replace(/[\p{L}\p{N}\p{M}\p{Co}]+/gu, (word) =>
      words.has(word.toLowerCase()) ? `${wish.before}${word}${wish.after}` : word,
    );
    if (marked !== value) found[field.name] = [marked];
  }
  return Object.keys(found).length > 0 ? found : undefined;
}
