import type { ListDefaults } from '#components/ui/list-state.ts';
import type { RunQuery } from '#lib/client/runs.ts';

/** What of the list of runs stands in the address, besides the search. */
export const runDefaults: ListDefaults = {
  sort: '',
  dir: 'desc',
  filters: ['outcome', 'connector', 'user', 'status', 'range', 'from', 'to', 'cursor', 'way'],
};

const minute = 60_000; // milliseconds

/** Times that are counted back from now; the first is not in the address. */
export const ranges = [
  { id: '24h', label: 'Last 24 hours', span: 24 * 60 * minute },
  { id: '15m', label: 'Last 15 minutes', span: 15 * minute },
  { id: '1h', label: 'Last hour', span: 60 * minute },
  { id: '7d', label: 'Last 7 days', span: 7 * 24 * 60 * minute },
  { id: '30d', label: 'Last 30 days', span: 30 * 24 * 60 * minute },
] as const;

/** Two moments in place of a time that ends now. */
export const custom = 'custom';

export type Values = Readonly<Record<string, string[]>>;

/** Since when, until when, in epoch milliseconds; a time that ends now has no end. */
export type TimeSpan = { from?: number; to?: number };

const momentOf = (text: string | undefined): number | undefined => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
};

/** @param now epoch milliseconds */
export function timeSpan(values: Values, now: number): TimeSpan {
  if (values.range?.[0] === custom) {
    const [from, to] = [momentOf(values.from?.[0]), momentOf(values.to?.[0])];
    return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  }
  return { from: now - rangeOf(values).span };
}

export const rangeOf = (values: Values) => ranges.find(({ id }) => id === values.range?.[0]) ?? ranges[0];

/** *in the last 24 hours*, for sentences. */
export const inRange = (values: Values): string =>
  values.range?.[0] === custom ? 'in this time' : `in the ${rangeOf(values).label.toLowerCase()}`;

/** Whether new runs may still come into the time that is looked at. */
export const isOpenEnded = (values: Values, now: number): boolean => (timeSpan(values, now).to ?? Number.MAX_SAFE_INTEGER) > now;

/** What filters there are; the place in the list and the time are none. */
const filterNames = ['outcome', 'connector', 'user', 'status'] as const;

export const isFiltered = (q: string, values: Values): boolean => q !== '' || filterNames.some((name) => (values[name] ?? []).length > 0);

export type RunFilter = Omit<RunQuery, 'cursor' | 'dir' | 'size' | 'facets'>;

/** The filters as the server takes them. @param now epoch milliseconds */
export function runFilter(q: string, values: Values, now: number): RunFilter {
  const { outcome = [], connector = [], user = [], status = [] } = values;
  return {
    ...(q !== '' && { q }),
    ...(outcome.length > 0 && { outcome }),
    ...(connector.length > 0 && { connector_id: connector }),
    ...(user.length > 0 && { user }),
    ...(status.length > 0 && { status }),
    ...timeSpan(values, now),
  };
}

/** The connector whose charts are drawn, where the filters name one. */
export const onlyConnector = ({ connector = [] }: Values): string | undefined => (connector.length === 1 ? connector[0] : undefined);

/** Where in the list a page stands. */
export type Place = { cursor?: string; dir?: 'newer' };

export const placeOf = ({ cursor = [], way = [] }: Values): Place => ({
  ...(cursor[0] && { cursor: cursor[0] }),
  ...(cursor[0] && way[0] === 'newer' && { dir: 'newer' as const }),
});

/** The values of the address at another place of the list; without one at its newest. */
export const withPlace = (values: Values, { cursor, dir }: Place = {}): Record<string, string[]> => ({
  ...values,
  cursor: cursor ? [cursor] : [],
  way: dir ? [dir] : [],
});
