import type { Block, FunctionDeclaration, Statement, Trap } from './ast.ts';
import { enter, leave, loopLimit, loopSpent, step, work } from './budget.ts';
import { asBoolean, implicitCast } from './cast.ts';
import { evaluate } from './evaluate.ts';
import { items } from './methods/arguments.ts';
import { throwOf } from './methods/throwable-methods.ts';
import { ScriptProblem, thrown } from './script-problem.ts';
import { isKindOf, isThrowableName } from './throwables.ts';
import { classNameOf, Throwable, type Value } from './values.ts';

/** Of one call of a function: its variables and what it returns. */
export type Frame = {
  slots: Value[];
  result: Value;
  /** Turns that its loops may still take. */
  turns: number;
  script: Running;
};

/** What all frames of one run share. */
export type Running = {
  /** Offset of what is computed, for the place of a failure. */
  at: number;
};

/** How a statement ends. */
type Completion = 'next' | 'break' | 'continue' | 'return';

/** Runs a body in a frame of its own. */
export function runBody(body: Block, slots: Value[], height: number, script: Running): Value {
  enter(height);
  const frame: Frame = { slots, result: null, turns: loopLimit(), script };
  try {
    executeAll(body.statements, frame);
  } finally {
    leave(height);
  }
  return frame.result;
}

/** Calls a function that the script declares. */
export function callFunction(declared: FunctionDeclaration, values: readonly Value[], script: Running): Value {
  const slots = new Array<Value>(declared.frameSize).fill(null);
  for (const [at, parameter] of declared.parameters.entries()) slots[parameter.slot] = implicitCast(values[at] ?? null, parameter.type);
  const result = runBody(declared.body, slots, declared.height, script);
  return declared.type.name === 'void' ? null : implicitCast(result, declared.type);
}

function executeAll(statements: readonly Statement[], frame: Frame): Completion {
  for (const statement of statements) {
    const completion = execute(statement, frame);
    if (completion !== 'next') return completion;
  }
  return 'next';
}

function execute(statement: Statement, frame: Frame): Completion {
  step();
  switch (statement.kind) {
    case 'expression': {
      const value = evaluate(statement.expression, frame);
      if (!statement.isResult) return 'next';
      frame.result = value;
      return 'return';
    }
    case 'declaration':
      frame.slots[statement.slot] = statement.value
        ? implicitCast(evaluate(statement.value, frame), statement.type)
        : initial(statement.type.name);
      return 'next';
    case 'return':
      frame.result = statement.value ? evaluate(statement.value, frame) : null;
      return 'return';
    case 'if':
      if (asBoolean(evaluate(statement.condition, frame))) return execute(statement.yes, frame);
      return statement.no ? execute(statement.no, frame) : 'next';
    case 'block':
      return executeAll(statement.statements, frame);
    case 'declarations':
      return executeAll(statement.items, frame);
    case 'for':
      return executeFor(statement, frame);
    case 'each':
      return executeEach(statement, frame);
    case 'while':
      return executeWhile(statement, frame);
    case 'do':
      return executeDo(statement, frame);
    case 'throw':
      return executeThrow(statement, frame);
    case 'try':
      return executeTry(statement.body, statement.traps, frame);
    default:
      return statement.kind;
  }
}

/** Variables without a value: zero for numbers. */
const initial = (type: string): Value => {
  if (type === 'boolean') return false;
  return ['byte', 'short', 'int', 'long', 'float', 'double'].includes(type)
    ? implicitCast(0, { name: type === 'byte' || type === 'short' ? 'int' : type, dimensions: 0, at: 0 })
    : null;
};

function turn(frame: Frame): void {
  if (--frame.turns < 0) throw loopSpent();
  step();
}

/** What the end of a loop's body means for the loop: go on, leave it, or leave the function. */
const isOver = (completion: Completion): boolean => completion === 'break' || completion === 'return';
const afterLoop = (completion: Completion): Completion => (completion === 'return' ? 'return' : 'next');

function executeFor({ initializer, condition, afterthought, body }: Statement & { kind: 'for' }, frame: Frame): Completion {
  if (initializer) execute(initializer, frame);
  while (!condition || asBoolean(evaluate(condition, frame))) {
    turn(frame);
    const completion = execute(body, frame);
    if (isOver(completion)) return afterLoop(completion);
    if (afterthought) evaluate(afterthought, frame);
  }
  return 'next';
}

function executeWhile({ condition, body }: Statement & { kind: 'while' }, frame: Frame): Completion {
  while (asBoolean(evaluate(condition, frame))) {
    turn(frame);
    const completion = execute(body, frame);
    if (isOver(completion)) return afterLoop(completion);
  }
  return 'next';
}

function executeDo({ condition, body }: Statement & { kind: 'do' }, frame: Frame): Completion {
  do {
    turn(frame);
    const completion = execute(body, frame);
    if (isOver(completion)) return afterLoop(completion);
  } while (asBoolean(evaluate(condition, frame)));
  return 'next';
}

function executeEach({ at, slot, type, over, body }: Statement & { kind: 'each' }, frame: Frame): Completion {
  const values = iterable(evaluate(over, frame));
  const { length } = values;
  for (let index = 0; index < length; index++) {
    turn(frame);
    frame.slots[slot] = implicitCast(values[index] ?? null, type);
    const completion = execute(body, frame);
    if (isOver(completion)) return afterLoop(completion);
    frame.script.at = at;
    if (values.length !== length) throw thrown('ConcurrentModificationException', null);
  }
  return 'next';
}

function iterable(value: Value): readonly Value[] {
  if (value === null) throw thrown('NullPointerException', 'cannot iterate over null');
  if (Array.isArray(value) || classNameOf(value).endsWith('Set') || classNameOf(value).endsWith('[]')) return items(value);
  throw thrown('IllegalArgumentException', `Cannot iterate over [${classNameOf(value)}]`);
}

function executeThrow({ at, value }: Statement & { kind: 'throw' }, frame: Frame): never {
  const made = evaluate(value, frame);
  frame.script.at = at;
  if (made instanceof Throwable) throw throwOf(made);
  if (made === null) throw thrown('NullPointerException', null);
  throw thrown('ClassCastException', `class ${classNameOf(made)} cannot be cast to class java.lang.Throwable`);
}

/** Steps: JavaScript notes the whole stack when something is thrown. */
const costOfThrow = 200;

/** Budgets cannot be caught: what they throw is no exception of the script. */
function executeTry(body: Block, traps: readonly Trap[], frame: Frame): Completion {
  try {
    return executeAll(body.statements, frame);
  } catch (problem) {
    const name = problem instanceof ScriptProblem ? problem.throwable : null;
    const trap = name && traps.find(({ type }) => isThrowableName(type.name) && isKindOf(name, type.name));
    if (!(problem instanceof ScriptProblem) || !name || !trap) throw problem;
    work(costOfThrow);
    frame.slots[trap.slot] = new Throwable(name, problem.hasMessage ? problem.message : null);
    return executeAll(trap.body.statements, frame);
  }
}
