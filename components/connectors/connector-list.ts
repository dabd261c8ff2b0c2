import type { ListQuery } from '#lib/client/list-query.ts';

/** How the list is sorted when nobody asked, and what it can be filtered by. */
export const listDefaults = { sort: 'last_updated_time', dir: 'desc', filters: ['provider', 'protocol', 'state', 'access'] } as const;

const sizes = [10, 20, 50, 100];
const whole = (text: string | undefined) => (text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined);

/**
 * The query of the list for an address, as the table makes it in the browser.
 * @param search what stands in the address; a name that is there twice counts once
 */
export function listQueryOf(search: Readonly<Record<string, string | string[] | undefined>>): ListQuery {
  const text = (name: string) => {
    const value = search[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const size = whole(text('size'));
  const dir = text('dir');
  return {
    q: text('q') ?? '',
    sort: text('sort') ?? listDefaults.sort,
    dir: dir === 'asc' || dir === 'desc' ? dir : listDefaults.dir,
    page: whole(text('page')) ?? 1,
    size: size !== undefined && sizes.includes(size) ? size : 20,
    ...Object.fromEntries(listDefaults.filters.map((name) => [name, text(name)?.split(',').filter(Boolean) ?? []])),
  };
}
