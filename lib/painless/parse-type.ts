import type { TypeName } from './ast.ts';
import type { TokenCursor } from './token-cursor.ts';

export const primitiveNames = ['def', 'void', 'boolean', 'byte', 'short', 'char', 'int', 'long', 'float', 'double'] as const;

/**
 * How many tokens a type takes from here, `java.util.List[]` being seven; 0 where no type begins. It looks at the form alone: whether
 * there is such a type is asked later.
 */
export function typeLength(cursor: TokenCursor, from = 0): number {
  let at = from;
  if (cursor.isOneOf(primitiveNames, at)) at += 1;
  else if (cursor.isName(at)) {
    at += 1;
    while (cursor.is('.', at) && cursor.peek(at + 1).kind === 'field') at += 2;
  } else return 0;
  while (cursor.is('[', at) && cursor.is(']', at + 1)) at += 2;
  return at - from;
}

/** Does a declaration such as `int x` begin here? */
export function startsDeclaration(cursor: TokenCursor): boolean {
  const length = typeLength(cursor);
  return length > 0 && cursor.isName(length);
}

/** @throws ScriptProblem where no type begins */
export function parseType(cursor: TokenCursor): TypeName {
  const { at } = cursor.peek();
  const { name } = parseTypeName(cursor);
  let dimensions = 0;
  while (cursor.is('[') && cursor.is(']', 1)) {
    cursor.next();
    cursor.next();
    dimensions += 1;
  }
  return { name, dimensions, at };
}

/** A type without brackets. */
export function parseTypeName(cursor: TokenCursor): TypeName {
  const { at } = cursor.peek();
  if (cursor.isOneOf(primitiveNames)) return { name: cursor.next().text, dimensions: 0, at };
  let name = cursor.name().text;
  while (cursor.is('.') && cursor.peek(1).kind === 'field') {
    cursor.next();
    name += `.${cursor.next().text}`;
  }
  return { name, dimensions: 0, at };
}
