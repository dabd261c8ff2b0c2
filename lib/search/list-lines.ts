import type { GroupCount, LineReads } from './lines.ts';
import { type Facet, type PageRequest, readPage } from './page.ts';

type Filter<Facts> = { wanted: readonly string[]; value: (facts: Facts) => string };

export type ListWish<Facts> = PageRequest & {
  /** Orders by the names that clients use. */
  sorts: ReadonlyMap<string, string>;
  /** The order where none or an unknown one is asked for (threats.md I-09), descending. */
  fallback: string;
  filters: ReadonlyMap<string, Filter<Facts>>;
  /** Whether all lines of a group are shown; of the others only those that `owner_id` owns. */
  isOpen(facts: Facts): boolean;
  owner_id: string | undefined;
  /** Groups that a search finds by what they have in common. */
  isFoundBy?(facts: Facts, text: string): boolean;
  /** Whether a group's value of an order is not for these eyes. */
  isHidden?(facts: Facts, sort: string): boolean;
};

type Group<Facts> = { n: number; facts: Facts; isOpen: boolean; shown: number };

/**
 * One page of a list: ids in order, the number of all that pass, and for each filter how many each of its values would show.
 * A page past the end is the last one.
 */
export async function listLines<Facts>(lines: LineReads<Facts>, wish: ListWish<Facts>) {
  const { filters, owner_id, isFoundBy = () => false, isHidden = () => false } = wish;
  const text = wish.q?.trim().toLowerCase() ?? '';
  const known = lines.groups();
  const wholeGroups = text === '' ? [] : numbersOf(known.filter(({ facts }) => isFoundBy(facts, text)));
  const search = { text, wholeGroups, owner_id };
  const { counts, rows } = await lines.count(search);
  const groups = shownGroups(known, counts, wish);
  const passing = groups.filter(({ facts }) => passes(facts, filters));
  const total = sum(passing);
  const { page, size, sort, dir } = readPage(wish, wish.sorts);
  const last = Math.max(1, Math.ceil(total / size));
  const by = sort ?? wish.fallback;
  const ids = lines.page({
    search,
    rows,
    groups: numbersOf(passing.filter(({ isOpen }) => isOpen)),
    ownGroups: numbersOf(passing.filter(({ isOpen }) => !isOpen)),
    hiddenGroups: numbersOf(passing.filter(({ facts }) => isHidden(facts, by))),
    sort: by,
    dir: dir ?? (sort === undefined ? 'desc' : 'asc'),
    from: (Math.min(page, last) - 1) * size,
    size,
    total,
  });
  return { total, ids, facets: facetsOf(groups, filters) };
}

const numbersOf = (groups: readonly { n: number }[]) => groups.map(({ n }) => n);
const sum = (groups: readonly { shown: number }[]) => groups.reduce((total, { shown }) => total + shown, 0);

function shownGroups<Facts>(
  known: readonly { n: number; facts: Facts }[],
  counts: readonly GroupCount[],
  { isOpen }: ListWish<Facts>,
): Group<Facts>[] {
  const facts = new Map(known.map((group) => [group.n, group.facts]));
  return counts.flatMap(({ n, count, own }) => {
    const about = facts.get(n);
    if (about === undefined) return [];
    const open = isOpen(about);
    const shown = open ? count : own;
    return shown > 0 ? [{ n, facts: about, isOpen: open, shown }] : [];
  });
}

const passes = <Facts>(facts: Facts, filters: ReadonlyMap<string, Filter<Facts>>, except?: string) =>
  [...filters].every(([name, { wanted, value }]) => name === except || wanted.length === 0 || wanted.includes(value(facts)));

function facetsOf<Facts>(groups: readonly Group<Facts>[], filters: ReadonlyMap<string, Filter<Facts>>): Record<string, Facet[]> {
  const facets: Record<string, Facet[]> = {};
  for (const [name, { value }] of filters) {
    const counts = new Map<string, number>();
    for (const { facts, shown } of groups) {
      if (passes(facts, filters, name)) counts.set(value(facts), (counts.get(value(facts)) ?? 0) + shown);
    }
    facets[name] = [...counts]
      .map(([one, count]) => ({ value: one, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
  return facets;
}
