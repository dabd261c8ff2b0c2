import { step } from '../budget.ts';
import { type Method, methodTable } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import { Opaque, type Value } from '../values.ts';
import { callable } from './arguments.ts';
import { objectMethods } from './object-methods.ts';

/** Walks over a list that is there; what is removed is removed from that list. */
export class IteratorValue extends Opaque {
  readonly className = 'java.util.Iterator';
  readonly list: Value[];
  at = 0;

  constructor(list: Value[]) {
    super();
    this.list = list;
  }

  next(): Value {
    step();
    if (this.at >= this.list.length) throw thrown('NoSuchElementException', null);
    return this.list[this.at++] ?? null;
  }
}

export const iteratorOver = (list: Value[]): IteratorValue => new IteratorValue(list);

export const iteratorMethods = methodTable<IteratorValue>(objectMethods as Record<string, Method<IteratorValue>>, {
  'hasNext/0': (self) => self.at < self.list.length,
  'next/0': (self) => self.next(),
  'hasPrevious/0': (self) => self.at > 0,
  'previous/0': (self) => {
    if (self.at === 0) throw thrown('NoSuchElementException', null);
    return self.list[--self.at] ?? null;
  },
  'nextIndex/0': (self) => self.at,
  'remove/0': (self) => {
    if (self.at === 0) throw thrown('IllegalStateException', null);
    self.list.splice(--self.at, 1);
    return null;
  },
  'set/1': (self, value = null) => {
    self.list[self.at - 1] = value;
    return null;
  },
  'forEachRemaining/1': (self, run) => {
    while (self.at < self.list.length) callable(run)(self.next());
    return null;
  },
});
