import type { BlueprintRow } from '#lib/blueprints/blueprint-row.ts';
import type { BlueprintList } from '#lib/blueprints/list-blueprints.ts';
import { providerNames } from '#lib/blueprints/provider-names.ts';
import type { ListQuery } from '#lib/client/list-query.ts';
import type { Filter } from '../ui/filters.tsx';
import type { Direction, ListDefaults, ListState } from '../ui/list-state.ts';
import { authNames, originNames, taskNames } from './words.ts';

export const filterNames = ['provider', 'task', 'protocol', 'auth', 'origin'] as const;
export type FilterName = (typeof filterNames)[number];

export const galleryDefaults = { sort: 'used', dir: 'desc', filters: filterNames } as const satisfies ListDefaults;

const filterLabels: Record<FilterName, string> = {
  provider: 'Provider',
  task: 'Task',
  protocol: 'Protocol',
  auth: 'Authentication',
  origin: 'Origin',
};

const names: Record<FilterName, Readonly<Record<string, string>>> = {
  provider: { ...providerNames, other: 'Other' },
  task: taskNames,
  protocol: {},
  auth: authNames,
  origin: originNames,
};

/** How a value of a filter is written on the screen. */
export const valueLabel = (name: FilterName, value: string) => (Object.hasOwn(names[name], value) ? names[name][value] : value) ?? value;

export const filtersOf = (facets: BlueprintList['facets'] | undefined): Filter[] =>
  filterNames.map((id) => ({
    id,
    label: filterLabels[id],
    options: (facets?.[id] ?? []).map(({ value, count }) => ({ value, count, label: valueLabel(id, value) })),
  }));

/** What the server is asked: the gallery comes whole, so order and paging are no questions to it. */
export const galleryQuery = ({ q, filters }: Pick<ListState, 'q' | 'filters'>): ListQuery => ({ q, ...filters });

/** Orders of the cards, as they stand in the address. */
export const orders = [
  { value: 'used', label: 'Most used', dir: 'desc' },
  { value: 'title', label: 'Title', dir: 'asc' },
  { value: 'provider', label: 'Provider', dir: 'asc' },
] as const satisfies readonly { value: string; label: string; dir: Direction }[];

const texts: Readonly<Record<string, (row: BlueprintRow) => string>> = {
  title: ({ title }) => title,
  provider: ({ provider }) => valueLabel('provider', provider),
  task: ({ task }) => valueLabel('task', task),
  protocol: ({ protocol }) => protocol,
  auth: ({ auth }) => valueLabel('auth', auth),
  origin: ({ origin }) => valueLabel('origin', origin),
};

/** Rows in an order; those that are alike stay as they came. */
export function sortRows(rows: readonly BlueprintRow[], sort: string, dir: Direction): BlueprintRow[] {
  const textOf = Object.hasOwn(texts, sort) ? texts[sort] : undefined;
  const sign = dir === 'asc' ? 1 : -1;
  const compare = textOf
    ? (one: BlueprintRow, other: BlueprintRow) => textOf(one).localeCompare(textOf(other), 'en')
    : (one: BlueprintRow, other: BlueprintRow) => one.used - other.used;
  return rows.toSorted((one, other) => sign * compare(one, other));
}
