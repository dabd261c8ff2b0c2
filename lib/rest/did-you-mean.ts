/** Edits that turn one text into the other. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** @returns candidates that share more than half of their letters with `name`, the nearest first */
export function nearest(name: string, candidates: Iterable<string>): string[] {
  if (name.length > 100) return [];
  const scored = [...new Set(candidates)].map((candidate) => ({
    candidate,
    score: 1 - distance(name, candidate) / Math.max(name.length, candidate.length, 1),
  }));
  return scored
    .filter(({ score }) => score > 0.5)
    .sort((a, b) => b.score - a.score || (a.candidate < b.candidate ? -1 : 1))
    .map(({ candidate }) => candidate);
}

/** OpenSearch's way to suggest: ` -> did you mean [a]?`, ` -> did you mean any of [a, b]?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates);
  if (near.length === 0) return '';
  return ` -> did you mean ${near.length > 1 ? 'any of ' : ''}[${near.join(', ')}]?`;
}
