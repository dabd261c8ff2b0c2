import { javaText } from '../java-text.ts';
import { type Method, methodTable } from '../method-table.ts';
import { type ScriptProblem, thrown } from '../script-problem.ts';
import { Opaque, Throwable, type Value } from '../values.ts';
import { callable, predicate } from './arguments.ts';
import { objectMethods } from './object-methods.ts';
import { throwOf } from './throwable-methods.ts';

export class OptionalValue extends Opaque {
  readonly className = 'java.util.Optional';
  /** null for an empty one. */
  readonly value: Value;

  constructor(value: Value) {
    super();
    this.value = value;
  }

  override get text(): string {
    return this.value === null ? 'Optional.empty' : `Optional[${javaText(this.value)}]`;
  }
}

function get({ value }: OptionalValue): Value {
  if (value === null) throw thrown('NoSuchElementException', 'No value present');
  return value;
}

const problem = (made: Value): ScriptProblem | Error => (made instanceof Throwable ? throwOf(made) : thrown('NullPointerException', null));

export const optionalMethods = methodTable<OptionalValue>(objectMethods as Record<string, Method<OptionalValue>>, {
  'get/0': get,
  'getAsInt/0': get,
  'getAsLong/0': get,
  'getAsDouble/0': get,
  'isPresent/0': ({ value }) => value !== null,
  'ifPresent/1': ({ value }, run) => {
    if (value !== null) callable(run)(value);
    return null;
  },
  'orElse/1': ({ value }, otherwise = null) => value ?? otherwise,
  'orElseGet/1': ({ value }, make) => value ?? callable(make)(),
  'orElseThrow/1': ({ value }, make) => {
    if (value === null) throw problem(callable(make)());
    return value;
  },
  'map/1': ({ value }, call) => new OptionalValue(value === null ? null : callable(call)(value)),
  'flatMap/1': ({ value }, call) => (value === null ? new OptionalValue(null) : callable(call)(value)),
  'filter/1': (self, test) => (self.value !== null && predicate(test)(self.value) ? self : new OptionalValue(null)),
});
