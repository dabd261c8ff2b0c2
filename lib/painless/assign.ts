import { readField, readIndex, writeField, writeIndex } from './access.ts';
import { binary } from './arithmetic.ts';
import type { Expression } from './ast.ts';
import { asNumberType, boxes, explicitCast, implicitCast } from './cast.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './interpret.ts';
import { thrown } from './script-problem.ts';
import { typeNameOf, type Value } from './values.ts';

/** A member or an element, to be read and written; what leads to it is computed once. */
type Place = { read: () => Value; write: (value: Value) => Value };

function placeOf(target: Expression, frame: Frame): Place {
  if (target.kind === 'index') {
    const [object, index] = [evaluate(target.object, frame), evaluate(target.index, frame)];
    return at(target.at, frame, { read: () => readIndex(object, index), write: (value) => writeIndex(object, index, value) });
  }
  if (target.kind === 'field') {
    const { name } = target;
    const object = evaluate(target.object, frame);
    return at(target.at, frame, { read: () => readField(object, name), write: (value) => writeField(object, name, value) });
  }
  throw thrown('IllegalStateException', `[${target.kind}] cannot be written to`);
}

/** Failures of the place point at it. An assignment has the value that it was given. */
function at(offset: number, { script }: Frame, { read, write }: { read: () => Value; write: (value: Value) => void }): Place {
  return {
    read: () => {
      script.at = offset;
      return read();
    },
    write: (value) => {
      script.at = offset;
      write(value);
      return value;
    },
  };
}

function setVariable(target: Expression, value: Value, { slots }: Frame): Value {
  if (target.kind !== 'variable') return value;
  const cast = implicitCast(value, target.type);
  slots[target.slot] = cast;
  return cast;
}

export function assign({ at: offset, target, operator, value: node }: Expression & { kind: 'assign' }, frame: Frame): Value {
  if (operator === null && target.kind === 'variable') {
    const value = evaluate(node, frame);
    frame.script.at = offset;
    return setVariable(target, value, frame);
  }
  if (operator !== null && target.kind === 'variable') {
    const before = frame.slots[target.slot] ?? null;
    const value = evaluate(node, frame);
    frame.script.at = offset;
    return setVariable(target, narrowed(binary(operator, before, value), target), frame);
  }
  const place = placeOf(target, frame);
  const before = operator === null ? null : place.read();
  const value = evaluate(node, frame);
  frame.script.at = offset;
  return place.write(operator === null ? value : narrowed(binary(operator, before, value), target));
}

/** `int x; x /= 2.0` casts back by itself. */
function narrowed(value: Value, target: Expression): Value {
  return target.kind === 'variable' && value !== null && isNumberType(target.type.name) ? explicitCast(value, target.type) : value;
}

const isNumberType = (name: string): boolean =>
  ['byte', 'short', 'int', 'long', 'float', 'double', 'char'].includes(boxes.get(name) ?? name);

export function update({ at: offset, target, by, isPrefix }: Expression & { kind: 'update' }, frame: Frame): Value {
  if (target.kind === 'variable') {
    const before = frame.slots[target.slot] ?? null;
    frame.script.at = offset;
    const after = setVariable(target, sameKind(binary('+', before, by), before), frame);
    return isPrefix ? after : before;
  }
  const place = placeOf(target, frame);
  const before = place.read();
  frame.script.at = offset;
  const after = place.write(sameKind(binary('+', before, by), before));
  return isPrefix ? after : before;
}

/** What was a byte stays one. */
function sameKind(value: Value, like: Value): Value {
  if (typeof like === 'number') return value;
  const name = typeNameOf(like);
  if (name === 'char') return explicitCast(value, { name, dimensions: 0, at: 0 });
  return name === 'byte' || name === 'short' ? asNumberType(value, name) : value;
}
