import type { Value } from './values.ts';

/** `self` is what the method is called on; its arguments are not yet of the types that the method wants. */
export type Method<Self> = (self: Self, ...values: Value[]) => Value;

/** Methods by name and number of arguments, `substring/1`: that is how Painless tells them apart, too. */
export type MethodTable<Self> = ReadonlyMap<string, Method<Self>>;

/** Tables written later replace what earlier ones say. */
export function methodTable<Self>(...tables: Record<string, Method<Self>>[]): MethodTable<Self> {
  return new Map(tables.flatMap((table) => Object.entries(table)));
}
