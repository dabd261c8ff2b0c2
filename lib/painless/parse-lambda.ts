import { type Block, def, type Expression, type Parameter } from './ast.ts';
import { parseExpression } from './parse-expression.ts';
import { parseBlock } from './parse-statement.ts';
import { parseType, startsDeclaration, typeLength } from './parse-type.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Does `x ->`, `(x, y) ->` or `(int x) ->` begin here? */
export function isLambda(cursor: TokenCursor): boolean {
  if (!cursor.is('(')) {
    const type = startsDeclaration(cursor) ? typeLength(cursor) : 0;
    return cursor.isName(type) && cursor.is('->', type + 1);
  }
  let at = 1;
  while (!cursor.is(')', at)) {
    const type = typeLength(cursor, at);
    if (type > 0 && cursor.isName(at + type)) at += type;
    if (!cursor.isName(at)) return false;
    at += 1;
    if (cursor.is(',', at)) at += 1;
    else if (!cursor.is(')', at)) return false;
  }
  return cursor.is('->', at + 1);
}

export function parseLambda(cursor: TokenCursor): Expression {
  const { at } = cursor.peek();
  const parameters: Parameter[] = [];
  if (cursor.take('(')) {
    while (!cursor.is(')')) {
      parameters.push(parseParameter(cursor));
      if (!cursor.take(',')) break;
    }
    cursor.expect(')');
  } else parameters.push(parseParameter(cursor));
  cursor.expect('->');
  const body = cursor.is('{') ? parseBlock(cursor) : expressionBlock(cursor);
  return { kind: 'lambda', at, parameters, body, captures: [], frameSize: 0, height: 0 };
}

function parseParameter(cursor: TokenCursor): Parameter {
  const type = startsDeclaration(cursor) ? parseType(cursor) : def;
  const { text: name, at } = cursor.name();
  return { name, type, slot: -1, at };
}

/** The value of an expression is what the lambda gives. */
function expressionBlock(cursor: TokenCursor): Block {
  const { at } = cursor.peek();
  return { kind: 'block', at, statements: [{ kind: 'expression', at, expression: parseExpression(cursor), isResult: false }] };
}
