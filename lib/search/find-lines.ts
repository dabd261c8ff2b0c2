import type { LineReads } from './lines.ts';

export type FindWish<Facts> = {
  /** What was typed. */
  q: string;
  most: number;
  /** Whether all lines of a group are shown; of the others only those that `owner_id` owns. */
  isOpen(facts: Facts): boolean;
  owner_id: string | undefined;
};

/** Ids of lines that hold what was typed, as far as they are shown. Unlike a list it counts nothing, so it ends once it has enough. */
export async function findLines<Facts>(lines: LineReads<Facts>, { q, most, isOpen, owner_id }: FindWish<Facts>): Promise<string[]> {
  const text = q.trim().toLowerCase();
  if (text === '') return [];
  const groups = lines.groups().map(({ n, facts }) => ({ n, isOpen: isOpen(facts) }));
  const numbers = (open: boolean) => groups.filter((group) => group.isOpen === open).map(({ n }) => n);
  return lines.first({ text, most, groups: numbers(true), ownGroups: numbers(false), owner_id });
}
