import { readField, readIndex } from './access.ts';
import { binary } from './arithmetic.ts';
import { assign, update } from './assign.ts';
import type { Expression } from './ast.ts';
import { step } from './budget.ts';
import { asBoolean, boxes, explicitCast } from './cast.ts';
import { construct, makeLambda } from './construct.ts';
import { callFunction, type Frame } from './interpret.ts';
import { javaType } from './java-type.ts';
import { finds } from './methods/regex.ts';
import { callMethod } from './receiver.ts';
import { thrown } from './script-problem.ts';
import { unary } from './unary.ts';
import type { Value } from './values.ts';

/** The value of an expression. @throws ScriptProblem; `frame.script.at` then says where */
export function evaluate(node: Expression, frame: Frame): Value {
  step();
  switch (node.kind) {
    case 'constant':
      return node.value;
    case 'variable':
      return frame.slots[node.slot] ?? null;
    case 'binary':
      return evaluateBinary(node, frame);
    case 'field':
      return evaluateField(node, frame);
    case 'index': {
      const [object, index] = [evaluate(node.object, frame), evaluate(node.index, frame)];
      frame.script.at = node.at;
      return readIndex(object, index);
    }
    case 'call':
      return evaluateCall(node, frame);
    case 'assign':
      return assign(node, frame);
    case 'update':
      return update(node, frame);
    case 'logical':
      return evaluateLogical(node, frame);
    case 'ternary':
      return condition(node.condition, frame) ? evaluate(node.yes, frame) : evaluate(node.no, frame);
    case 'unary': {
      const operand = evaluate(node.operand, frame);
      frame.script.at = node.at;
      return unary(node.operator, operand);
    }
    case 'local_call':
      return evaluateLocalCall(node, frame);
    case 'static_call': {
      const values = evaluateAll(node.arguments, frame);
      frame.script.at = node.at;
      return node.method(...values);
    }
    case 'elvis':
      return evaluate(node.left, frame) ?? evaluate(node.right, frame);
    case 'instanceof': {
      const operand = evaluate(node.operand, frame);
      return node.type.name === 'def' ? operand !== null : holds(node.type.name, operand);
    }
    case 'cast': {
      const operand = evaluate(node.operand, frame);
      frame.script.at = node.at;
      return explicitCast(operand, node.type);
    }
    case 'lambda':
      return makeLambda(node, frame);
    default:
      return construct(node, frame);
  }
}

const holds = (type: string, value: Value): boolean => {
  const boxed = [...boxes].find(([, primitive]) => primitive === type)?.[0] ?? type;
  return value !== null && (javaType(boxed)?.holds(value) ?? false);
};

export const evaluateAll = (nodes: readonly Expression[], frame: Frame): Value[] => nodes.map((node) => evaluate(node, frame));

function condition(node: Expression, frame: Frame): boolean {
  const value = evaluate(node, frame);
  frame.script.at = node.at;
  return asBoolean(value);
}

function evaluateBinary({ at, operator, left, right }: Expression & { kind: 'binary' }, frame: Frame): Value {
  const [a, b] = [evaluate(left, frame), evaluate(right, frame)];
  frame.script.at = at;
  if (operator === '=~' || operator === '==~') return finds(a, b, operator === '==~');
  return binary(operator, a, b);
}

function evaluateLogical({ operator, left, right }: Expression & { kind: 'logical' }, frame: Frame): boolean {
  return operator === '&&' ? condition(left, frame) && condition(right, frame) : condition(left, frame) || condition(right, frame);
}

function evaluateField({ at, object, name, isSafe }: Expression & { kind: 'field' }, frame: Frame): Value {
  const value = evaluate(object, frame);
  if (isSafe && value === null) return null;
  frame.script.at = at;
  return readField(value, name);
}

function evaluateCall({ at, object, name, key, arguments: nodes, isSafe }: Expression & { kind: 'call' }, frame: Frame): Value {
  const receiver = evaluate(object, frame);
  if (isSafe && receiver === null) return null;
  const values = evaluateAll(nodes, frame);
  frame.script.at = at;
  return callMethod(receiver, name, key, values);
}

function evaluateLocalCall({ at, target, name, arguments: nodes }: Expression & { kind: 'local_call' }, frame: Frame): Value {
  const values = evaluateAll(nodes, frame);
  frame.script.at = at;
  if (!target) throw thrown('IllegalArgumentException', `Unknown call [${name}]`);
  return callFunction(target, values, frame.script);
}
