import type { FieldErrors } from 'react-hook-form';
import type { DraftRow } from './connector-draft.ts';

/** A row as the table of rows edits it; its id is its place. */
export type Pair = { id: string; key: string; value: string };

export const toPairs = (rows: readonly DraftRow[]): Pair[] =>
  rows.map(({ name, value }, index) => ({ id: String(index), key: name, value }));

const toRow = ({ key, value }: Pair): DraftRow => ({ name: key, value });

/**
 * The rows after an edit of some of them: places stay, so that the control that has the focus keeps it.
 * @param isHidden rows that were not among the pairs
 */
export function withPairs(
  rows: readonly DraftRow[],
  pairs: readonly Pair[],
  isHidden: (row: DraftRow) => boolean = () => false,
): DraftRow[] {
  const byPlace = new Map(pairs.map((pair) => [pair.id, pair]));
  const kept = rows.flatMap((row, index) => {
    const pair = byPlace.get(String(index));
    if (pair) return [toRow(pair)];
    return isHidden(row) ? [row] : [];
  });
  return [...kept, ...pairs.filter(({ id }) => Number(id) >= rows.length).map(toRow)];
}

type RowErrors = FieldErrors<{ rows: DraftRow[] }>['rows'];

/** The form's complaints about rows, by their id. */
export function rowErrors(errors: RowErrors): { keyErrors: Map<string, string>; valueErrors: Map<string, string> } {
  const [keyErrors, valueErrors] = [new Map<string, string>(), new Map<string, string>()];
  const each = Array.isArray(errors) ? errors : Object.values(errors ?? {});
  const places = Array.isArray(errors) ? errors.map((_, index) => String(index)) : Object.keys(errors ?? {});
  each.forEach((row, index) => {
    const place = places[index];
    if (place === undefined || place === 'root' || !row) return;
    if (row.name?.message) keyErrors.set(place, row.name.message);
    if (row.value?.message) valueErrors.set(place, row.value.message);
  });
  return { keyErrors, valueErrors };
}
