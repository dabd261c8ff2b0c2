import { emptyOf } from './access.ts';
import type { Expression, Lambda } from './ast.ts';
import { charge, step } from './budget.ts';
import { implicitCast } from './cast.ts';
import { classOf, constructorOf } from './classes.ts';
import { MapValue } from './collections.ts';
import { evaluate, evaluateAll } from './evaluate.ts';
import { callFunction, type Frame, runBody } from './interpret.ts';
import { int } from './methods/arguments.ts';
import { callMethod } from './receiver.ts';
import { thrown } from './script-problem.ts';
import { ArrayValue, FunctionValue, type Value } from './values.ts';

/** Lists, maps, arrays and objects come to be, and references to functions. */
export function construct(node: Expression, frame: Frame): Value {
  switch (node.kind) {
    case 'list':
      charge(node.items.length);
      return evaluateAll(node.items, frame);
    case 'map':
      return makeMap(node.entries, frame);
    case 'array':
      return new ArrayValue(node.type.name, elements(node.type.name, evaluateAll(node.items, frame)));
    case 'new_array':
      return newArray(node.type.name, evaluateAll(node.sizes, frame), frame, node.at);
    case 'new': {
      const values = evaluateAll(node.arguments, frame);
      frame.script.at = node.at;
      return node.make?.(...values) ?? null;
    }
    case 'reference':
      return makeReference(node, frame);
  }
  throw thrown('IllegalStateException', `[${node.kind}] has no value`);
}

function makeMap(entries: readonly [Expression, Expression][], frame: Frame): MapValue {
  const map = new MapValue('hash');
  charge(entries.length);
  for (const [key, value] of entries) map.set(evaluate(key, frame), evaluate(value, frame));
  return map;
}

function elements(type: string, values: Value[]): Value[] {
  charge(values.length);
  return values.map((value) => implicitCast(value, { name: type, dimensions: 0, at: 0 }));
}

function newArray(type: string, sizes: readonly Value[], frame: Frame, at: number): Value {
  frame.script.at = at;
  const [first = null, ...rest] = sizes;
  const length = int(first);
  if (length < 0) throw thrown('NegativeArraySizeException', String(length));
  charge(length + 1);
  const element = rest.length > 0 ? type + '[]'.repeat(rest.length) : type;
  return new ArrayValue(
    element,
    Array.from({ length }, () => (rest.length > 0 ? newArray(type, rest, frame, at) : emptyOf(type))),
  );
}

/** A lambda keeps the values that it uses of the function around it. */
export function makeLambda({ parameters, body, captures, frameSize, height }: Lambda, { slots: outer, script }: Frame): FunctionValue {
  const kept = captures.map(({ from, to }) => ({ to, value: outer[from] ?? null }));
  return new FunctionValue((values) => {
    step();
    const slots = new Array<Value>(frameSize).fill(null);
    for (const { to, value } of kept) slots[to] = value;
    for (const [at, parameter] of parameters.entries()) slots[parameter.slot] = implicitCast(values[at] ?? null, parameter.type);
    return runBody(body, slots, height, script);
  });
}

/** `Type::method` calls a static method, or the method of its first argument; `Type::new` makes one. */
function makeReference({ type, name, target }: Expression & { kind: 'reference' }, { script }: Frame): FunctionValue {
  return new FunctionValue((values) => {
    step();
    if (target) return callFunction(target, values, script);
    if (name === 'new') return make(type, values);
    const method = classOf(type)?.statics.get(`${name}/${values.length}`);
    if (method) return method(...values);
    const [receiver = null, ...rest] = values;
    return callMethod(receiver, name, `${name}/${rest.length}`, rest);
  });
}

function make(type: string, values: Value[]): Value {
  if (type.endsWith('[]')) return new ArrayValue(type.slice(0, -2), new Array<Value>(int(values[0])).fill(null));
  const maker = constructorOf(type, values.length);
  if (maker) return maker(...values);
  throw thrown('IllegalArgumentException', `constructor [${type}, <init>/${values.length}] not found`);
}
