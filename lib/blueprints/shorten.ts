/** Lists of numbers that are longer are vectors. */
const longest = 32;
/** What is kept of a vector: enough to see what it is. */
const kept = 8;

export type Shortened = { value: unknown; count: number };

/** An answer with its vectors cut short: lists of many numbers, and objects of many numbers as sparse vectors are. */
export function shortenVectors(value: unknown): Shortened {
  let count = 0;
  const shorten = (inner: unknown): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner;
    if (Array.isArray(inner)) {
      if (!isVector(inner)) return inner.map(shorten);
      count += 1;
      return inner.slice(0, kept);
    }
    const members = Object.entries(inner);
    if (!isVector(members.map(([, member]) => member))) return Object.fromEntries(members.map(([name, member]) => [name, shorten(member)]));
    count += 1;
    return Object.fromEntries(members.slice(0, kept));
  };
  return { value: shorten(value), count };
}

const isVector = (items: readonly unknown[]) => items.length > longest && items.every((item) => typeof item === 'number');
