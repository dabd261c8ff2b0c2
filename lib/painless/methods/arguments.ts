import { toNumber } from '../arithmetic.ts';
import { def } from '../ast.ts';
import { asNumberType, explicitCast, implicitCast } from '../cast.ts';
import { SetValue } from '../collections.ts';
import { javaText } from '../java-text.ts';
import { thrown } from '../script-problem.ts';
import { ArrayValue, Char, classNameOf, Floating, FunctionValue, TextBuilder, type Value } from '../values.ts';

/** What an argument is, or the failure that Java would answer with. */

const nullPointer = () => thrown('NullPointerException', null);

export function wrongType(value: Value | undefined, wanted: string): Error {
  if (value === null || value === undefined) return nullPointer();
  return thrown('ClassCastException', `class ${classNameOf(value)} cannot be cast to class ${wanted}`);
}

/** A CharSequence. */
export function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value instanceof TextBuilder) return value.text;
  throw wrongType(value, 'java.lang.String');
}

/** What may be text or a single character. */
export const textOrChar = (value: Value | undefined): string => (value instanceof Char ? value.text : text(value));

export function int(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  return toNumber(implicitCast(value ?? null, { ...def, name: 'int' }));
}

export function double(value: Value | undefined): number {
  if (value instanceof Floating) return value.value;
  return toNumber(implicitCast(value ?? null, { ...def, name: 'double' }));
}

export function long(value: Value | undefined): bigint {
  const cast = implicitCast(value ?? null, { ...def, name: 'long' });
  return typeof cast === 'bigint' ? cast : 0n;
}

/** A character, or a number that is one. */
export function codePoint(value: Value | undefined): number {
  if (typeof value === 'string' && value.length === 1) return value.charCodeAt(0);
  return toNumber(explicitCast(value ?? null, { ...def, name: 'int' }));
}

export type Callable = (...values: Value[]) => Value;

export function callable(value: Value | undefined): Callable {
  if (value instanceof FunctionValue) return (...values) => value.call(values);
  throw wrongType(value, 'java.util.function.Function');
}

export function predicate(value: Value | undefined): (...values: Value[]) => boolean {
  const call = callable(value);
  return (...values) => implicitCast(call(...values), { ...def, name: 'boolean' }) === true;
}

/** The members of a collection or an array, not copied. */
export function items(value: Value | undefined): Value[] {
  if (Array.isArray(value)) return value;
  if (value instanceof SetValue) return value.items();
  if (value instanceof ArrayValue) return value.items;
  throw wrongType(value, 'java.util.Collection');
}

/** `key` for messages: how a value prints, cut. */
export const shown = (value: Value): string => javaText(value).slice(0, 100);

export const toDouble = (value: Value): Floating => {
  const cast = asNumberType(value, 'double');
  return cast instanceof Floating ? cast : new Floating(Number.NaN);
};
