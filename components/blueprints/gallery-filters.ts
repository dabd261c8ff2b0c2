import { providerNames } from '#lib/blueprints/provider-names.ts';
import { authNames, protocolNames, taskNames } from './words.ts';

export const filterNames = ['provider', 'task', 'protocol', 'auth'] as const;
export type FilterName = (typeof filterNames)[number];

export type GalleryFilters = { q: string; sort: 'used' | 'title' } & Record<FilterName, string[]>;

export const filterLabels: Record<FilterName, string> = {
  provider: 'Provider',
  task: 'Task',
  protocol: 'Protocol',
  auth: 'Authentication',
};

const names: Record<FilterName, Readonly<Record<string, string>>> = {
  provider: providerNames,
  task: taskNames,
  protocol: protocolNames,
  auth: authNames,
};

/** How a value of a filter is written on the screen. */
export const valueLabel = (name: FilterName, value: string) => names[name][value] ?? value;

type Search = { get(name: string): string | null };

/** Filters as they stand in the URL; what is unknown there is ignored. */
export function readFilters(search: Search): GalleryFilters {
  const list = (name: FilterName) => (search.get(name) ?? '').split(',').filter(Boolean);
  return {
    q: search.get('q') ?? '',
    sort: search.get('sort') === 'title' ? 'title' : 'used',
    provider: list('provider'),
    task: list('task'),
    protocol: list('protocol'),
    auth: list('auth'),
  };
}

/** The query of the URL, without what is as it would be anyway. */
export function writeFilters({ q, sort, ...lists }: GalleryFilters): string {
  const search = new URLSearchParams();
  if (q) search.set('q', q);
  if (sort !== 'used') search.set('sort', sort);
  for (const name of filterNames) if (lists[name].length > 0) search.set(name, lists[name].join(','));
  return search.toString();
}

export const hasFilters = ({ q, ...lists }: GalleryFilters) => q !== '' || filterNames.some((name) => lists[name].length > 0);
