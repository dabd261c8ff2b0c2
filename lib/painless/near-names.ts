/** Farther than this, as a share of its length, is another word. */
const farthest = 0.34;
const most = 3;
/** A name that is longer is no slip of the finger. */
const longest = 60;

/** The names that `name` was probably meant to be, the nearest first. */
export function nearNames(name: string, names: Iterable<string>): string[] {
  if (name.length > longest) return [];
  const lower = name.toLowerCase();
  return [...new Set(names)]
    .map((candidate) => ({ candidate, distance: distance(lower, candidate.toLowerCase()) }))
    .filter((near) => near.distance <= Math.max(1, Math.floor(farthest * Math.max(name.length, near.candidate.length))))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** `. Did you mean a, b or c?`, to go behind a sentence; nothing where nothing is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = nearNames(name, names);
  const [last = '', ...others] = near.toReversed();
  if (near.length === 0) return '';
  const choice = others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
  return `. Did you mean ${choice}?`;
}

/** Letters to insert, delete or replace; two neighbours that changed places count once. */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let at = 0; at < from.length; at++) {
    const next = [at + 1];
    for (let column = 0; column < to.length; column++) {
      const [above = 0, diagonal = 0, left = 0] = [row[column + 1], row[column], next[column]];
      const isSwap = at > 0 && column > 0 && from[at] === to[column - 1] && from[at - 1] === to[column];
      const swapped = isSwap ? (before[column - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(above + 1, left + 1, diagonal + (from[at] === to[column] ? 0 : 1), swapped));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
