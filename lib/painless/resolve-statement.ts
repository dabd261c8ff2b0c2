import { type Block, def, type Expression, type Statement, type Trap } from './ast.ts';
import type { Functions } from './resolve.ts';
import { assertFits } from './resolve-constant.ts';
import { resolveExpression } from './resolve-expression.ts';
import { assertType, shortType } from './resolve-type.ts';
import type { Scope } from './scope.ts';
import { compileProblem } from './script-problem.ts';

export type Context = {
  scope: Scope;
  functions: Functions;
  isInLoop: boolean;
  /** The last expression of a script or a lambda is its result. */
  isLast: boolean;
};

/** How control leaves a statement. */
type Flow = {
  /** What follows is never reached. */
  escapes: boolean;
  /** The loop around ends with this turn. */
  endsLoop: boolean;
  breaks: boolean;
  continues: boolean;
};

const goesOn: Flow = { escapes: false, endsLoop: false, breaks: false, continues: false };
const leaves: Flow = { escapes: true, endsLoop: true, breaks: false, continues: false };

export function resolveBlock(block: Block, context: Context): Flow {
  return context.scope.inBlock(() => resolveAll(block.statements, context));
}

function resolveAll(statements: Statement[], context: Context): Flow {
  let flow = goesOn;
  for (const [at, statement] of statements.entries()) {
    if (flow.escapes) throw compileProblem(statement.at, 'invalid block: unreachable statement');
    const own = resolveStatement(statement, { ...context, isLast: context.isLast && at === statements.length - 1 });
    flow = { ...own, breaks: flow.breaks || own.breaks, continues: flow.continues || own.continues };
  }
  return flow;
}

function resolveStatement(statement: Statement, context: Context): Flow {
  return context.scope.nested(() => resolveKind(statement, context));
}

function resolveKind(statement: Statement, context: Context): Flow {
  switch (statement.kind) {
    case 'block':
      return resolveBlock(statement, context);
    case 'declaration':
      return resolveDeclaration(statement, context);
    case 'declarations':
      return resolveAll(statement.items, { ...context, isLast: false });
    case 'expression':
      return resolveExpressionStatement(statement, context);
    case 'if':
      return resolveIf(statement, context);
    case 'while':
    case 'do':
    case 'for':
    case 'each':
      return resolveLoop(statement, context);
    case 'return':
      if (statement.value) statement.value = resolveExpression(statement.value, context);
      return leaves;
    case 'throw':
      statement.value = resolveExpression(statement.value, context);
      return leaves;
    case 'break':
    case 'continue':
      return resolveJump(statement, context);
    case 'try':
      return resolveTry(statement.body, statement.traps, context);
  }
}

function resolveDeclaration(statement: Statement & { kind: 'declaration' }, context: Context): Flow {
  assertType(statement.type);
  statement.type = shortType(statement.type);
  if (statement.value) {
    statement.value = resolveExpression(statement.value, context);
    assertFits(statement.value, statement.type);
  }
  statement.slot = context.scope.declare(statement.name, statement.type, statement.at);
  return goesOn;
}

const effects = ['assign', 'update', 'call', 'static_call', 'local_call', 'new'] as const;

/** An expression that is computed for nothing is a mistake; as the last statement it is the result. */
function resolveExpressionStatement(statement: Statement & { kind: 'expression' }, context: Context): Flow {
  statement.expression = resolveExpression(statement.expression, context);
  statement.isResult = context.isLast;
  if (context.isLast) return leaves;
  if ((effects as readonly string[]).includes(statement.expression.kind)) return goesOn;
  throw compileProblem(statement.at, 'not a statement: the result of this expression is not used');
}

const isEmpty = (statement: Statement): boolean => statement.kind === 'block' && statement.statements.length === 0;

const isConstant = (expression: Expression): boolean => expression.kind === 'constant';

function resolveIf(statement: Statement & { kind: 'if' }, context: Context): Flow {
  statement.condition = resolveExpression(statement.condition, context);
  assertFits(statement.condition, { ...def, name: 'boolean' });
  if (isConstant(statement.condition) || isEmpty(statement.yes)) throw compileProblem(statement.at, 'extraneous if block');
  const yes = context.scope.inBlock(() => resolveStatement(statement.yes, context));
  const { no } = statement;
  if (!no) return { ...goesOn, breaks: yes.breaks, continues: yes.continues };
  if (isEmpty(no)) throw compileProblem(no.at, 'extraneous else block');
  return either(
    yes,
    context.scope.inBlock(() => resolveStatement(no, context)),
  );
}

const either = (one: Flow, other: Flow): Flow => ({
  escapes: one.escapes && other.escapes,
  endsLoop: one.endsLoop && other.endsLoop,
  breaks: one.breaks || other.breaks,
  continues: one.continues || other.continues,
});

type Loop = Statement & { kind: 'while' | 'do' | 'for' | 'each' };
const loopNames = { while: 'while loop', do: 'do-while loop', for: 'for loop', each: 'foreach loop' } as const;

function resolveLoop(loop: Loop, outer: Context): Flow {
  return outer.scope.inBlock(() => {
    const context = { ...outer, isInLoop: true, isLast: false };
    resolveHead(loop, context);
    const isEndless = isEndlessHead(loop);
    if (isEndless && isEmpty(loop.body)) throw compileProblem(loop.at, `no paths escape from ${loopNames[loop.kind]}`);
    const body = resolveStatement(loop.body, context);
    if (loop.kind === 'do') loop.condition = resolveExpression(loop.condition, context);
    if (body.endsLoop && !body.continues) throw compileProblem(loop.at, `extraneous ${loopNames[loop.kind]}`);
    return isEndless && !body.breaks ? leaves : goesOn;
  });
}

function resolveHead(loop: Loop, context: Context): void {
  if (loop.kind === 'each') {
    assertType(loop.type);
    loop.type = shortType(loop.type);
    loop.over = resolveExpression(loop.over, context);
    loop.slot = context.scope.declare(loop.name, loop.type, loop.at);
  } else if (loop.kind === 'for') {
    if (loop.initializer) resolveStatement(loop.initializer, context);
    if (loop.condition) loop.condition = resolveExpression(loop.condition, context);
    if (loop.afterthought) loop.afterthought = resolveExpression(loop.afterthought, context);
  } else if (loop.kind === 'while') loop.condition = resolveExpression(loop.condition, context);
}

function isEndlessHead(loop: Loop): boolean {
  if (loop.kind === 'each' || loop.kind === 'do') return false;
  if (!loop.condition) return true;
  if (!isConstant(loop.condition)) return false;
  if (loop.condition.kind === 'constant' && loop.condition.value === true) return true;
  throw compileProblem(loop.at, `extraneous ${loopNames[loop.kind]}`);
}

function resolveJump({ kind, at }: Statement, { isInLoop }: Context): Flow {
  if (!isInLoop) throw compileProblem(at, `invalid ${kind} statement: not inside loop`);
  const isBreak = kind === 'break';
  return { escapes: true, endsLoop: isBreak, breaks: isBreak, continues: !isBreak };
}

function resolveTry(body: Block, traps: Trap[], context: Context): Flow {
  let flow = resolveBlock(body, context);
  for (const trap of traps) {
    assertType(trap.type);
    trap.type = shortType(trap.type);
    const own = context.scope.inBlock(() => {
      trap.slot = context.scope.declare(trap.name, trap.type, trap.at);
      return resolveBlock(trap.body, context);
    });
    flow = either(flow, own);
  }
  return flow;
}
