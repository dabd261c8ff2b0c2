import { illegalArgument } from '#lib/errors.ts';
import { findPlaceholders } from './find-placeholders.ts';
import type { Values } from './parameter-set.ts';

const longestList = 8_000;

/** Whether placeholders without a value pass on purpose (Java's Boolean.parseBoolean). */
export const skipsMissingParameters = (values: Values): boolean =>
  values.get('skip_validating_missing_parameters')?.toLowerCase() === 'true';

/** Names, with their defaults, of the placeholders that stand in a text; in order, repeated when they repeat. */
export const placeholdersIn = (text: string): string[] => findPlaceholders(text, 'parameters').map(({ name }) => name);

/** @throws StudioError 400 naming every placeholder left in the payload, unless `skip_validating_missing_parameters` is true (predict.md §6.8) */
export function assertNoPlaceholderLeft(payload: string | null, values: Values): void {
  if (payload === null || skipsMissingParameters(values) || !payload.includes('${parameters')) return;
  const names = placeholdersIn(payload).join(', ');
  const shown = names.length > longestList ? `${names.slice(0, longestList)}…` : names;
  throw illegalArgument(`Some parameter placeholder not filled in payload: ${shown}`);
}
