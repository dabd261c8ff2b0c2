import { type Method, methodTable } from '../method-table.ts';
import { type ScriptProblem, thrown } from '../script-problem.ts';
import { ArrayValue, type Throwable } from '../values.ts';
import { objectMethods } from './object-methods.ts';

export const throwOf = ({ name, message }: Throwable): ScriptProblem => thrown(name, message);

/** `Exception` and all others. */
export const throwableMethods = methodTable<Throwable>(objectMethods as Record<string, Method<Throwable>>, {
  'getMessage/0': (self) => self.message,
  'getLocalizedMessage/0': (self) => self.message,
  'getStackTrace/0': () => new ArrayValue('StackTraceElement', []),
});
