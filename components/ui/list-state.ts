import type { ListQuery } from '#lib/client/list-query.ts';

export const pageSizes = [10, 20, 50, 100];
const defaultSize = 20;

export type Direction = 'asc' | 'desc';

/** What a list shows: everything that somebody may want to send to a colleague, and so stands in the address. */
export type ListState = { q: string; sort: string; dir: Direction; page: number; size: number; filters: Record<string, string[]> };

export type ListDefaults = {
  sort: string;
  dir: Direction;
  /** Names of the filters in the address. */
  filters?: readonly string[];
};

const positive = (text: string | null) => (text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined);

/** Reads a list's state from the address; whatever makes no sense there is the default. */
export function readListState(search: Pick<URLSearchParams, 'get'>, { sort, dir, filters = [] }: ListDefaults): ListState {
  const size = positive(search.get('size'));
  const direction = search.get('dir');
  const values = filters.map((name) => [name, search.get(name)?.split(',').filter(Boolean) ?? []] as const);
  return {
    q: search.get('q') ?? '',
    sort: search.get('sort') ?? sort,
    dir: direction === 'asc' || direction === 'desc' ? direction : dir,
    page: positive(search.get('page')) ?? 1,
    size: size !== undefined && pageSizes.includes(size) ? size : defaultSize,
    filters: Object.fromEntries(values),
  };
}

/** Writes the state over the address's search, which may hold more; defaults are left out. */
export function writeListState(search: URLSearchParams, state: ListState, defaults: ListDefaults): URLSearchParams {
  const written = new URLSearchParams(search);
  const put = (name: string, value: string, standard: string) => (value === standard ? written.delete(name) : written.set(name, value));
  put('q', state.q, '');
  put('sort', state.sort, defaults.sort);
  put('dir', state.dir, defaults.dir);
  put('page', String(state.page), '1');
  put('size', String(state.size), String(defaultSize));
  for (const name of defaults.filters ?? []) put(name, (state.filters[name] ?? []).join(','), '');
  return written;
}

/** For a list's client function, as it stands in the address. */
export const listQueryOf = ({ q, filters, ...rest }: ListState): ListQuery => ({ q, ...rest, ...filters });

/** The query of a page's address, for the server's first render: the one that the browser would ask for. A name that is there twice counts once. */
export function readListQuery(search: Readonly<Record<string, string | string[] | undefined>>, defaults: ListDefaults): ListQuery {
  const get = (name: string) => [search[name]].flat()[0] ?? null;
  return listQueryOf(readListState({ get }, defaults));
}
