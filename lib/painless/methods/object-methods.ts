import { hashCode, javaEquals } from '../equality.ts';
import { javaText } from '../java-text.ts';
import type { Method } from '../method-table.ts';
import type { Value } from '../values.ts';

/** What every object has. */
export const objectMethods: Record<string, Method<Value>> = {
  'toString/0': (self) => javaText(self),
  'equals/1': (self, other = null) => javaEquals(self, other),
  'hashCode/0': (self) => hashCode(self),
};
