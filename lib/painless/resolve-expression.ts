import { def, type Expression, type Field, functionKey, type Lambda } from './ast.ts';
import { classOf, constructorOf, type JavaClass } from './classes.ts';
import { javaType, typeNames } from './java-type.ts';
import { compilePattern } from './methods/regex.ts';
import { didYouMean } from './near-names.ts';
import { nearMethods } from './receiver.ts';
import { assertFits, atCompileTime, folded } from './resolve-constant.ts';
import { type Context, resolveBlock } from './resolve-statement.ts';
import { assertType, shortType, unknownType } from './resolve-type.ts';
import { Scope } from './scope.ts';
import { compileProblem } from './script-problem.ts';
import { assertMethod } from './static-methods.ts';

/** @returns the expression with its names resolved; another node where it turns out to be a constant or a member of a class */
export function resolveExpression(node: Expression, context: Context): Expression {
  return context.scope.nested(() => resolveKind(node, context));
}

const each = (nodes: Expression[], context: Context): Expression[] => nodes.map((node) => resolveExpression(node, context));

function resolveKind(node: Expression, context: Context): Expression {
  const resolve = (inner: Expression) => resolveExpression(inner, context);
  switch (node.kind) {
    case 'constant':
      return node;
    case 'regex':
      return resolveRegex(node);
    case 'variable':
      return resolveVariable(node, context);
    case 'list':
      return { ...node, items: each(node.items, context) };
    case 'map':
      return { ...node, entries: node.entries.map(([key, value]) => [resolve(key), resolve(value)]) };
    case 'array':
      assertType(node.type);
      return { ...node, type: shortType(node.type), items: each(node.items, context) };
    case 'new_array':
      assertType(node.type);
      return { ...node, type: shortType(node.type), sizes: each(node.sizes, context) };
    case 'new':
      return { ...node, make: constructorFor(node), arguments: each(node.arguments, context) };
    case 'field':
      return resolveField(node, context);
    case 'index':
      return { ...node, object: resolve(node.object), index: resolve(node.index) };
    case 'call':
      return resolveCall(node, context);
    case 'static_call':
      return node;
    case 'local_call':
      return resolveLocalCall(node, context);
    case 'unary':
      return folded({ ...node, operand: resolve(node.operand) });
    case 'binary':
      return folded({ ...node, left: resolve(node.left), right: resolve(node.right) });
    case 'elvis':
      return { ...node, left: resolve(node.left), right: resolve(node.right) };
    case 'logical': {
      const [left, right] = [resolve(node.left), resolve(node.right)];
      for (const side of [left, right]) assertFits(side, { ...def, name: 'boolean' });
      return { ...node, left, right };
    }
    case 'ternary':
      return { ...node, condition: resolve(node.condition), yes: resolve(node.yes), no: resolve(node.no) };
    case 'instanceof':
      assertType(node.type);
      return { ...node, type: shortType(node.type), operand: resolve(node.operand) };
    case 'cast':
      return resolveCast(node, context);
    case 'assign':
      return { ...node, target: resolveTarget(node.target, context), value: resolve(node.value) };
    case 'update':
      return { ...node, target: resolveTarget(node.target, context) };
    case 'lambda':
      return resolveLambda(node, context);
    case 'reference':
      return resolveReference(node, context);
  }
}

function resolveCast(node: Expression & { kind: 'cast' }, context: Context): Expression {
  assertType(node.type);
  const [type, operand] = [shortType(node.type), resolveExpression(node.operand, context)];
  assertFits(operand, type, true);
  return { ...node, type, operand };
}

function resolveVariable(node: Expression & { kind: 'variable' }, { scope }: Context): Expression {
  const local = scope.find(node.name);
  if (local) return { ...node, slot: local.slot, type: local.type };
  throw unknownSymbol(node.name, node.name, node.at, scope);
}

function unknownSymbol(spelled: string, name: string, at: number, scope: Scope): Error {
  // Classes begin with a capital: a small letter was meant to be a variable.
  const near = didYouMean(name, /^[A-Z]/.test(name) ? [...scope.names(), ...typeNames()] : scope.names());
  return compileProblem(at, `cannot resolve symbol [${spelled}]${near}`);
}

function resolveTarget(target: Expression, context: Context): Expression {
  if (target.kind !== 'variable') return resolveExpression(target, context);
  const local = context.scope.find(target.name);
  if (!local?.isReadOnly) return resolveExpression(target, context);
  throw compileProblem(target.at, `Variable [${target.name}] is read-only.`);
}

/** `Math` or `java.util.Collections`, if that is what the expression spells and no variable has the name. */
function classNamed(node: Expression, { scope }: Context): JavaClass | null {
  const spelled = spelling(node);
  if (spelled === null || scope.find(spelled.split('.')[0] ?? '')) return null;
  return classOf(spelled) ?? null;
}

function spelling(node: Expression): string | null {
  if (node.kind === 'variable') return node.name;
  if (node.kind !== 'field' || node.isSafe) return null;
  const before = spelling(node.object);
  return before === null ? null : `${before}.${node.name}`;
}

/** Where nothing has the first name, all names are told. */
function assertRooted(node: Field, { scope }: Context): void {
  const spelled = spelling(node);
  const [first = ''] = spelled?.split('.') ?? [];
  if (spelled !== null && !scope.find(first)) throw unknownSymbol(spelled, first, node.at, scope);
}

function resolveField(node: Field, context: Context): Expression {
  const owner = classNamed(node.object, context);
  if (!owner) {
    assertRooted(node, context);
    return { ...node, object: resolveExpression(node.object, context) };
  }
  const constant = owner.constants.get(node.name);
  if (constant) return { kind: 'static_call', at: node.at, method: constant, arguments: [] };
  const near = didYouMean(node.name, owner.constants.keys());
  throw compileProblem(node.at, `static getter [${owner.javaName}, ${node.name}] not found${near}`);
}

function resolveCall(node: Expression & { kind: 'call' }, context: Context): Expression {
  const owner = classNamed(node.object, context);
  const values = each(node.arguments, context);
  if (!owner) {
    const object = resolveExpression(node.object, context);
    assertMethod(object, node.name, node.key, node.at);
    return { ...node, object, arguments: values };
  }
  const method = owner.statics.get(node.key);
  if (method) return { kind: 'static_call', at: node.at, method, arguments: values };
  const near = nearMethods(node.name, owner.statics.keys());
  throw compileProblem(node.at, `static method [${owner.javaName}, ${node.key}] not found${near}`);
}

function resolveLocalCall(node: Expression & { kind: 'local_call' }, context: Context): Expression {
  const { functions } = context;
  const target = functions.get(functionKey(node.name, node.arguments.length));
  if (target) {
    const values = each(node.arguments, context);
    for (const [at, parameter] of target.parameters.entries()) if (values[at]) assertFits(values[at], parameter.type);
    return { ...node, target, arguments: values };
  }
  const near = didYouMean(
    node.name,
    [...functions.values()].map(({ name }) => name),
  );
  throw compileProblem(node.at, `Unknown call [${node.name}] with [${node.arguments.length}] arguments${near || '.'}`);
}

function constructorFor({ type, arguments: values, at }: Expression & { kind: 'new' }) {
  if (!javaType(type.name)) throw unknownType(type.name, at);
  const make = constructorOf(type.name, values.length);
  if (make) return make;
  throw compileProblem(at, `constructor [${javaType(type.name)?.javaName}, <init>/${values.length}] not found`);
}

function resolveRegex(node: Expression & { kind: 'regex' }): Expression {
  return { kind: 'constant', at: node.at, value: atCompileTime(node.at, () => compilePattern(node.pattern, node.flags)) };
}

function resolveLambda(node: Lambda, { scope: outer, functions }: Context): Expression {
  const captures: Lambda['captures'] = [];
  const scope = new Scope(outer, captures);
  const parameters = node.parameters.map((parameter) => {
    assertType(parameter.type);
    const type = shortType(parameter.type);
    return { ...parameter, type, slot: scope.declare(parameter.name, type, parameter.at) };
  });
  resolveBlock(node.body, { scope, functions, isInLoop: false, isLast: true });
  return { ...node, parameters, captures, frameSize: scope.size, height: scope.height };
}

/** `String::valueOf`, `ArrayList::new`, `this::ownFunction`: what it refers to is looked up by the number of arguments of each call. */
function resolveReference(node: Expression & { kind: 'reference' }, { functions }: Context): Expression {
  const { type, name, at } = node;
  if (type === 'this') {
    const target = [...functions.values()].find((declared) => declared.name === name);
    if (target) return { ...node, target };
    throw compileProblem(at, `function reference [this::${name}] not found`);
  }
  if (type.endsWith('[]') || javaType(type)) return node;
  throw unknownType(type, at);
}
