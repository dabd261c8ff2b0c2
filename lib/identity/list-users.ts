import '#server-only';
import { type Caller, roles } from '#lib/access/caller.ts';
import type { UserPage } from '#lib/access/user.ts';
import { userStates } from '#lib/access/user-states.ts';
import { type Facet, listOf, type PageRequest, readPage } from '#lib/search/page.ts';
import type { StoredUser } from '#lib/store/user-store.ts';
import { userView } from './user-view.ts';

export type UserFilters = PageRequest & { [Name in 'role' | 'state' | 'backend_role']?: string | undefined };

type Compared = string | number;
/** Orders by the names that clients use. */
const orders = new Map<string, (user: StoredUser) => Compared>([
  ['username', ({ username }) => username.toLowerCase()],
  ['role', ({ role }) => roles.indexOf(role)],
  ['state', ({ state }) => userStates.indexOf(state)],
  ['last_seen', ({ last_seen }) => last_seen ?? 0],
  ['created_at', ({ created_at }) => created_at],
]);
const sorts = new Map([...orders.keys()].map((name) => [name, name]));

const values = {
  role: ({ role }: StoredUser) => [role],
  state: ({ state }: StoredUser) => [state],
  backend_role: ({ backend_roles }: StoredUser) => backend_roles,
} satisfies Record<string, (user: StoredUser) => string[]>;
type Name = keyof typeof values;
const names = Object.keys(values) as Name[]; // the keys of the line above

/** One page of the users, by name unless another order is asked for. A studio has few enough to look at all of them. */
export function listUsers(caller: Caller, wish: UserFilters, all: readonly StoredUser[]): UserPage {
  const words = (wish.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((user) => words.every((word) => textOf(user).includes(word)));
  const wanted = new Map(names.map((name) => [name, listOf(wish[name])]));
  const passes = (user: StoredUser, except?: Name) =>
    names.every((name) => {
      const chosen = wanted.get(name) ?? [];
      return name === except || chosen.length === 0 || values[name](user).some((value) => chosen.includes(value));
    });
  const passing = found.filter((user) => passes(user));
  const { page, size, sort = 'username', dir } = readPage(wish, sorts);
  const ordered = passing.toSorted(comparing(sort, dir === 'desc' ? -1 : 1));
  const from = (Math.min(page, Math.max(1, Math.ceil(ordered.length / size))) - 1) * size;
  return {
    total: passing.length,
    items: ordered.slice(from, from + size).map((user) => userView(caller, user, all)),
    facets: Object.fromEntries(
      names.map((name) => [
        name,
        countsOf(
          found.filter((user) => passes(user, name)),
          values[name],
        ),
      ]),
    ) as UserPage['facets'], // one for each name
  };
}

const textOf = ({ id, username, role, backend_roles }: StoredUser) => [id, username, role, ...backend_roles].join('\n').toLowerCase();

/** Ties break by id, so that pages never repeat a row. */
function comparing(sort: string, sign: 1 | -1) {
  const keyOf = orders.get(sort) ?? (({ username }: StoredUser) => username);
  return (one: StoredUser, other: StoredUser) => sign * compare(keyOf(one), keyOf(other)) || compare(one.id, other.id);
}

const compare = (one: Compared, other: Compared) => (one < other ? -1 : one > other ? 1 : 0);

function countsOf(users: readonly StoredUser[], valuesOf: (user: StoredUser) => string[]): Facet[] {
  const counts = new Map<string, number>();
  for (const user of users) for (const value of valuesOf(user)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((one, other) => other.count - one.count || compare(one.value, other.value));
}
