import { illegalArgument } from '#lib/errors.ts';
import type { Field } from './field.ts';
import { type DateReading, readDate } from './read-date.ts';
import { named, ShardFailure } from './search-error.ts';

/**
 * The text of a query's value as the field stores it: dates as epoch milliseconds, booleans as 0 and 1.
 * @throws StudioError 400 for a text that cannot be one
 */
export function fieldValue(field: Field | undefined, text: string, now: number, reading?: DateReading): string | number {
  switch (field?.type) {
    case 'date':
      return readDate(text, now, reading);
    case 'integer':
      return integer(text);
    case 'boolean':
      if (text === '' || text === 'false') return 0;
      if (text === 'true') return 1;
      throw illegalArgument(`Can't parse boolean value [${text}], expected [true] or [false]`);
    default:
      return text;
  }
}

function integer(text: string): number {
  if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  const cause = named('number_format_exception', `For input string: "${text}"`);
  throw new ShardFailure('query_shard_exception', `failed to create query: For input string: "${text}"`, cause);
}
