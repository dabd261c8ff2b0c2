import { charge } from '../budget.ts';
import type { Value } from '../values.ts';

/** Keeps what passes the test. @returns whether anything went */
export function retain(list: Value[], isKept: (value: Value) => boolean): boolean {
  charge(list.length);
  const kept = list.filter(isKept);
  const isChanged = kept.length !== list.length;
  if (isChanged) {
    list.length = 0;
    for (const value of kept) list.push(value);
  }
  return isChanged;
}

export const removeIf = (list: Value[], test: (value: Value) => boolean): boolean => retain(list, (value) => !test(value));
