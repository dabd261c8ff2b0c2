import type { Expression } from './ast.ts';
import { javaType } from './java-type.ts';
import type { MethodTable } from './method-table.ts';
import { builderMethods } from './methods/builder-methods.ts';
import { listMethods } from './methods/list-methods.ts';
import { entryMethods, mapMethods } from './methods/map-methods.ts';
import {
  bigDecimalMethods,
  bigIntegerMethods,
  booleanMethods,
  charMethods,
  floatingMethods,
  wholeMethods,
} from './methods/number-methods.ts';
import { matcherMethods, patternMethods } from './methods/regex.ts';
import { setMethods } from './methods/set-methods.ts';
import { stringMethods } from './methods/string-methods.ts';
import { throwableMethods } from './methods/throwable-methods.ts';
import { methodsOf, nearMethods } from './receiver.ts';
import { compileProblem } from './script-problem.ts';
import { isThrowableName } from './throwables.ts';
import { classNameOf } from './values.ts';

const tables: readonly (readonly [names: string, methods: MethodTable<never>])[] = [
  ['String', stringMethods],
  ['StringBuilder StringBuffer', builderMethods],
  ['List ArrayList LinkedList Queue Deque ArrayDeque Stack Vector', listMethods],
  ['Map HashMap LinkedHashMap TreeMap SortedMap NavigableMap', mapMethods],
  ['Set HashSet LinkedHashSet TreeSet SortedSet NavigableSet', setMethods],
  ['Map.Entry', entryMethods],
  ['byte Byte short Short int Integer long Long', wholeMethods],
  ['float Float double Double', floatingMethods],
  ['char Character', charMethods],
  ['boolean Boolean', booleanMethods],
  ['BigInteger', bigIntegerMethods],
  ['BigDecimal', bigDecimalMethods],
  ['Pattern', patternMethods],
  ['Matcher', matcherMethods],
];

const byType = new Map(tables.flatMap(([names, methods]) => names.split(' ').map((name) => [name, methods] as const)));

/** The type of an expression, where it is plain to see before the script runs. */
function typeOf(node: Expression): string | null {
  switch (node.kind) {
    case 'variable':
    case 'cast':
    case 'new':
      return node.type.dimensions === 0 ? (javaType(node.type.name)?.name ?? node.type.name) : null;
    case 'list':
      return 'List';
    case 'map':
      return 'Map';
    case 'binary':
      return node.operator === '+' && (isText(node.left) || isText(node.right)) ? 'String' : null;
    default:
      return null;
  }
}

const isText = (node: Expression): boolean => (node.kind === 'constant' ? typeof node.value === 'string' : typeOf(node) === 'String');

function known(object: Expression): { className: string; methods: Iterable<string>; has: (key: string) => boolean } | null {
  if (object.kind === 'constant' && object.value !== null) {
    const methods = methodsOf(object.value);
    return { className: classNameOf(object.value), methods: methods.keys(), has: (key) => methods.has(key) };
  }
  const type = typeOf(object);
  if (type === null) return null;
  const methods = isThrowableName(type) ? throwableMethods : byType.get(type);
  return methods ? { className: javaType(type)?.javaName ?? type, methods: methods.keys(), has: (key) => methods.has(key) } : null;
}

/** @throws ScriptProblem where the type of the object is known and has no such method; others are found when the script runs */
export function assertMethod(object: Expression, name: string, key: string, at: number): void {
  const type = known(object);
  if (!type || type.has(key)) return;
  throw compileProblem(at, `member method [${type.className}, ${key}] not found${nearMethods(name, type.methods)}`);
}
