import { charge } from '../budget.ts';
import type { Value } from '../values.ts';

/** In order, equal members as they were; the list stays. A comparator that contradicts itself gives some order, as in Java. */
export function sorted(list: readonly Value[], compare: (left: Value, right: Value) => number): Value[] {
  charge(list.length * Math.max(1, Math.log2(list.length + 1)));
  return [...list].sort(compare);
}
