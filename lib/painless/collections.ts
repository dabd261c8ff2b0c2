import { hashCode, keyOf } from './equality.ts';
import { EntryValue, type Value } from './values.ts';

/** In which order a map lists its members: as Java's HashMap, as they came, or sorted. */
export type MapOrder = 'hash' | 'linked' | 'sorted';
export type Compare = (left: Value, right: Value) => number;

const names = { hash: 'java.util.HashMap', linked: 'java.util.LinkedHashMap', sorted: 'java.util.TreeMap' } as const;
const setNames = { hash: 'java.util.HashSet', linked: 'java.util.LinkedHashSet', sorted: 'java.util.TreeSet' } as const;

/** A Map. Members are found by Java's `equals`, whatever their names: the keys of the JavaScript Map inside are made by `keyOf`. */
export class MapValue {
  readonly order: MapOrder;
  readonly compare: Compare | null;
  readonly #members = new Map<unknown, EntryValue>();
  #listed: EntryValue[] | null = null;

  /** @param compare of a sorted map */
  constructor(order: MapOrder, compare: Compare | null = null) {
    this.order = order;
    this.compare = compare;
  }

  get className(): string {
    return names[this.order];
  }

  get size(): number {
    return this.#members.size;
  }

  get(key: Value): Value | undefined {
    return this.#members.get(keyOf(key))?.value;
  }

  has(key: Value): boolean {
    return this.#members.has(keyOf(key));
  }

  set(key: Value, value: Value): void {
    const member = this.#members.get(keyOf(key));
    if (member) member.value = value;
    else {
      this.#members.set(keyOf(key), new EntryValue(key, value));
      this.#listed = null;
    }
  }

  delete(key: Value): void {
    if (this.#members.delete(keyOf(key))) this.#listed = null;
  }

  clear(): void {
    this.#members.clear();
    this.#listed = null;
  }

  /** The members, in the order of the map; a list of its own until the next change. */
  entries(): readonly EntryValue[] {
    this.#listed ??= inOrder([...this.#members.values()], this.order, this.compare);
    return this.#listed;
  }
}

/** A Set: the keys of a map. */
export class SetValue {
  readonly map: MapValue;

  constructor(order: MapOrder, compare: Compare | null = null) {
    this.map = new MapValue(order, compare);
  }

  get className(): string {
    return setNames[this.map.order];
  }

  get size(): number {
    return this.map.size;
  }

  add(value: Value): boolean {
    if (this.map.has(value)) return false;
    this.map.set(value, true);
    return true;
  }

  items(): Value[] {
    return this.map.entries().map(({ key }) => key);
  }
}

function inOrder(entries: EntryValue[], order: MapOrder, compare: Compare | null): EntryValue[] {
  if (order === 'linked') return entries;
  if (order === 'sorted') return compare ? entries.sort((a, b) => compare(a.key, b.key)) : entries;
  let capacity = 16;
  while (entries.length > 0.75 * capacity) capacity *= 2;
  const bucket = ({ key }: EntryValue) => {
    const hash = hashCode(key);
    return ((hash ^ (hash >>> 16)) & (capacity - 1)) >>> 0;
  };
  // Stable: within one bucket the first to come is the first to be listed.
  return entries
    .map((entry) => ({ entry, at: bucket(entry) }))
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}
