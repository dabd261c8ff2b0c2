import { charge } from '../budget.ts';
import { comparison } from '../compare.ts';
import { javaEquals } from '../equality.ts';
import { type Method, methodTable } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import type { Value } from '../values.ts';
import { callable, int, items, predicate } from './arguments.ts';
import { type Collection, collectionMethods, indexOf } from './collection-methods.ts';
import { getByPath } from './get-by-path.ts';
import { iteratorOver } from './iterator-methods.ts';
import { objectMethods } from './object-methods.ts';
import { removeIf, retain } from './remove-if.ts';
import { sorted } from './sorted.ts';

type List = Value[];

export function at(list: readonly Value[], index: number): Value {
  if (index < 0 || index >= list.length)
    throw thrown('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${list.length}`);
  return list[index] ?? null;
}

function insert(list: List, index: number, values: readonly Value[]): void {
  if (index < 0 || index > list.length) throw thrown('IndexOutOfBoundsException', `Index: ${index}, Size: ${list.length}`);
  charge(values.length + (list.length - index) / 8);
  const tail = list.splice(index);
  for (const value of values) list.push(value);
  for (const value of tail) list.push(value);
}

function removeAt(list: List, index: number): Value {
  const removed = at(list, index);
  charge((list.length - index) / 8);
  list.splice(index, 1);
  return removed;
}

/** `remove(int)` takes a place; anything else is the member itself. */
function remove(list: List, value: Value): Value {
  if (typeof value === 'number') return removeAt(list, value);
  const index = indexOf(list, value);
  if (index >= 0) removeAt(list, index);
  return index >= 0;
}

function append(list: List, values: readonly Value[]): boolean {
  charge(values.length);
  for (const value of [...values]) list.push(value);
  return values.length > 0;
}

const changes: Record<string, Method<List>> = {
  'add/1': (self, value = null) => {
    charge(1);
    self.push(value);
    return true;
  },
  'add/2': (self, index, value = null) => {
    insert(self, int(index), [value]);
    return null;
  },
  'addAll/1': (self, others) => append(self, items(others)),
  'addAll/2': (self, index, others) => {
    insert(self, int(index), items(others));
    return true;
  },
  'set/2': (self, index, value = null) => {
    const before = at(self, int(index));
    self[int(index)] = value;
    return before;
  },
  'remove/1': (self, value = null) => remove(self, value),
  'clear/0': (self) => {
    self.length = 0;
    return null;
  },
  'removeAll/1': (self, others) => retain(self, (value) => !items(others).some((other) => javaEquals(other, value))),
  'retainAll/1': (self, others) => retain(self, (value) => items(others).some((other) => javaEquals(other, value))),
  'removeIf/1': (self, test) => removeIf(self, predicate(test)),
  'replaceAll/1': (self, call) => {
    for (const [index, value] of self.entries()) self[index] = callable(call)(value);
    return null;
  },
  'sort/1': (self, comparator) => {
    const ordered = sorted(self, comparison(comparator));
    for (const [index, value] of ordered.entries()) self[index] = value;
    return null;
  },
  'trimToSize/0': () => null,
};

const reads: Record<string, Method<List>> = {
  'get/1': (self, index) => at(self, int(index)),
  'getLength/0': (self) => self.length,
  'indexOf/1': (self, value = null) => indexOf(self, value),
  'lastIndexOf/1': (self, value = null) => self.findLastIndex((own) => javaEquals(own, value)),
  'contains/1': (self, value = null) => indexOf(self, value) >= 0,
  'listIterator/0': (self) => iteratorOver(self),
  'subList/2': (self, from, to) => {
    const [start, end] = [int(from), int(to)];
    if (start < 0 || end > self.length || start > end)
      throw thrown('IndexOutOfBoundsException', `fromIndex: ${start}, toIndex: ${end}, size: ${self.length}`);
    charge(end - start);
    return self.slice(start, end);
  },
  'clone/0': (self) => {
    charge(self.length);
    return [...self];
  },
  'getByPath/1': (self, path) => getByPath(self, path),
  'getByPath/2': (self, path, otherwise) => getByPath(self, path, otherwise),
};

const empty = () => thrown('NoSuchElementException', null);

const first = (self: List): Value => {
  if (self.length === 0) throw empty();
  return self[0] ?? null;
};
const last = (self: List): Value => {
  if (self.length === 0) throw empty();
  return self.at(-1) ?? null;
};
const push = (self: List, index: number, value: Value): true => {
  insert(self, index, [value]);
  return true;
};
/** For methods without a result. */
const quiet = (_done: boolean): null => null;
const poll = (self: List, index: number): Value => (self.length === 0 ? null : removeAt(self, index < 0 ? self.length - 1 : index));
const take = (self: List, index: number): Value => {
  if (self.length === 0) throw empty();
  return poll(self, index);
};

/** `Queue`, `Deque` and `Stack`: lists too, here. */
const ends: Record<string, Method<List>> = {
  'addFirst/1': (self, value = null) => quiet(push(self, 0, value)),
  'addLast/1': (self, value = null) => quiet(push(self, self.length, value)),
  'offer/1': (self, value = null) => push(self, self.length, value),
  'offerFirst/1': (self, value = null) => push(self, 0, value),
  'offerLast/1': (self, value = null) => push(self, self.length, value),
  'push/1': (self, value = null) => quiet(push(self, 0, value)),
  'getFirst/0': first,
  'getLast/0': last,
  'element/0': first,
  'peek/0': (self) => self[0] ?? null,
  'peekFirst/0': (self) => self[0] ?? null,
  'peekLast/0': (self) => self.at(-1) ?? null,
  'poll/0': (self) => poll(self, 0),
  'pollFirst/0': (self) => poll(self, 0),
  'pollLast/0': (self) => poll(self, -1),
  'pop/0': (self) => take(self, 0),
  'remove/0': (self) => take(self, 0),
  'removeFirst/0': (self) => take(self, 0),
  'removeLast/0': (self) => take(self, -1),
};

type Methods = Record<string, Method<List>>;

/** `List` and its kin. Parts of a list (`subList`) are copies. */
export const listMethods = methodTable<List>(
  objectMethods as Methods,
  collectionMethods as Record<string, Method<Collection>> as Methods,
  reads,
  changes,
  ends,
);
