import { isNumeric, toNumber } from './arithmetic.ts';
import type { TypeName } from './ast.ts';
import { javaType } from './java-type.ts';
import { thrown } from './script-problem.ts';
import { Char, classNameOf, Floating, Small, typeNameOf, type Value } from './values.ts';

const order = ['byte', 'short', 'int', 'long', 'float', 'double'] as const;
export type NumberType = (typeof order)[number];

const isNumberType = (name: string): name is NumberType => (order as readonly string[]).includes(name);

export const boxes: ReadonlyMap<string, string> = new Map([
  ['Byte', 'byte'],
  ['Short', 'short'],
  ['Integer', 'int'],
  ['Long', 'long'],
  ['Float', 'float'],
  ['Double', 'double'],
  ['Character', 'char'],
  ['Boolean', 'boolean'],
]);

/** The value as a number of that type; too large ones end at its limits or lose their upper bits, as in Java. */
export function asNumberType(value: Value, type: NumberType): Value {
  if (type === 'float' || type === 'double') return new Floating(toNumber(value), type === 'float');
  if (type === 'long') return typeof value === 'bigint' ? value : saturated(toNumber(value), 64n);
  const int = typeof value === 'bigint' ? Number(BigInt.asIntN(32, value)) : Number(saturated(toNumber(value), 32n));
  return type === 'int' ? int : new Small(type, int);
}

export const saturatedLong = (value: number): bigint => saturated(value, 64n);

function saturated(value: number, bits: bigint): bigint {
  if (Number.isNaN(value)) return 0n;
  const most = (1n << (bits - 1n)) - 1n;
  if (value >= Number(most)) return most;
  return value <= -Number(most) - 1 ? -most - 1n : BigInt(Math.trunc(value));
}

const numberTypeOf = (value: Value): NumberType | 'char' | null => {
  if (!isNumeric(value)) return null;
  const name = typeNameOf(value);
  return isNumberType(name) ? name : 'char';
};

/**
 * A value on its way into a place with a type: a variable, a parameter, a result. Numbers widen by themselves; anything else has to fit.
 * @throws ScriptProblem class cast
 */
export function implicitCast(value: Value, { name, dimensions }: TypeName): Value {
  if (dimensions > 0 || name === 'def' || name === 'Object') return value;
  if (name === 'int' && typeof value === 'number') return value;
  const primitive = boxes.get(name);
  if (value === null) {
    if (isNumberType(name) || name === 'boolean' || name === 'char') throw nullTo(name);
    return value;
  }
  const target = primitive ?? name;
  if (target === 'boolean') return asBoolean(value);
  if (target === 'char') {
    if (value instanceof Char) return value;
    throw thrown('ClassCastException', `cannot implicitly cast def [${typeNameOf(value)}] to ${target}`);
  }
  return isNumberType(target) ? widened(value, target) : fitting(value, name);
}

const nullTo = (name: string) => thrown('NullPointerException', `Cannot cast null to a primitive type [${name}]`);

function widened(value: Value, target: NumberType): Value {
  const from = numberTypeOf(value);
  const isWide = from === 'char' ? order.indexOf(target) >= 2 : from !== null && order.indexOf(from) <= order.indexOf(target);
  if (!isWide) throw thrown('ClassCastException', `cannot implicitly cast def [${typeNameOf(value)}] to ${target}`);
  return from === target ? value : asNumberType(value, target);
}

function fitting(value: Value, name: string): Value {
  if (javaType(name)?.holds(value) ?? true) return value;
  throw thrown('ClassCastException', `class ${classNameOf(value)} cannot be cast to class ${javaType(name)?.javaName ?? name}`);
}

/** A cast that the script wrote down. @throws ScriptProblem class cast */
export function explicitCast(value: Value, type: TypeName): Value {
  const target = boxes.get(type.name) ?? type.name;
  if (type.dimensions > 0 || value === null) return implicitCast(value, type);
  if (isNumberType(target)) {
    const number = typeof value === 'string' && value.length === 1 ? new Char(value.charCodeAt(0)) : value;
    if (isNumeric(number) && (typeof value !== 'string' || target === 'int')) return asNumberType(number, target);
    throw thrown('ClassCastException', `cannot explicitly cast def [${typeNameOf(value)}] to ${target}`);
  }
  if (target === 'char') return toChar(value);
  if (target === 'String' && value instanceof Char) return value.text;
  return implicitCast(value, type);
}

function toChar(value: Value): Value {
  if (value instanceof Char) return value;
  if (isNumeric(value)) return new Char(Number(asNumberType(value, 'int')));
  if (typeof value !== 'string') throw thrown('ClassCastException', `cannot explicitly cast def [${typeNameOf(value)}] to char`);
  if (value.length === 1) return new Char(value.charCodeAt(0));
  throw thrown('ClassCastException', 'cannot cast [String] with length not equal to one to [char]');
}

/** What a condition needs. */
export function asBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null) throw nullTo('boolean');
  throw thrown('ClassCastException', `cannot cast def [${typeNameOf(value)}] to boolean`);
}
