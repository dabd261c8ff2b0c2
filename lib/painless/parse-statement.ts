import type { Block, Statement, Trap } from './ast.ts';
import { parseExpression } from './parse-expression.ts';
import { parseType, startsDeclaration } from './parse-type.ts';
import type { TokenCursor } from './token-cursor.ts';

/** @throws ScriptProblem */
export function parseStatement(cursor: TokenCursor): Statement {
  return cursor.nested(() => {
    const { at } = cursor.peek();
    if (cursor.is('{')) return parseBlock(cursor);
    if (cursor.take('if')) return parseIf(cursor, at);
    if (cursor.take('while')) return { kind: 'while', at, condition: inBrackets(cursor), body: parseBody(cursor) };
    if (cursor.take('for')) return parseFor(cursor, at);
    if (cursor.take('try')) return parseTry(cursor, at);
    const statement = parseSimple(cursor);
    // The last statement of a block or a script needs no semicolon.
    if (!cursor.is('}') && cursor.peek().kind !== 'end') endStatement(cursor, statement);
    return statement;
  });
}

/** A word alone could still have been the type of a declaration, so what follows it is told as a sequence that means nothing. */
function endStatement(cursor: TokenCursor, statement: Statement): void {
  const isWord = statement.kind === 'expression' && statement.expression.kind === 'variable';
  if (cursor.take(';')) return;
  throw isWord ? cursor.noWay() : cursor.mismatch("[{<EOF>, ';'}]");
}

/** `{ … }` */
export function parseBlock(cursor: TokenCursor): Block {
  const { at } = cursor.expect('{');
  const statements: Statement[] = [];
  while (!cursor.is('}')) statements.push(parseStatement(cursor));
  cursor.expect('}');
  return { kind: 'block', at, statements };
}

function parseSimple(cursor: TokenCursor): Statement {
  const { at } = cursor.peek();
  if (cursor.take('do')) {
    const body = parseBlock(cursor);
    cursor.expect('while');
    return { kind: 'do', at, condition: inBrackets(cursor), body };
  }
  if (cursor.take('continue')) return { kind: 'continue', at };
  if (cursor.take('break')) return { kind: 'break', at };
  if (cursor.take('throw')) return { kind: 'throw', at, value: parseExpression(cursor) };
  if (cursor.take('return')) {
    const isEmpty = cursor.isOneOf([';', '}']) || cursor.peek().kind === 'end';
    return { kind: 'return', at, value: isEmpty ? null : parseExpression(cursor) };
  }
  if (startsDeclaration(cursor)) return parseDeclarations(cursor);
  return { kind: 'expression', at, expression: parseExpression(cursor), isResult: false };
}

/** `int a = 1, b` */
function parseDeclarations(cursor: TokenCursor): Statement {
  const type = parseType(cursor);
  const items: Statement[] = [];
  do {
    const { text: name, at } = cursor.name();
    items.push({ kind: 'declaration', at, name, type, slot: -1, value: cursor.take('=') ? parseExpression(cursor) : null });
  } while (cursor.take(','));
  const [first] = items;
  return items.length === 1 && first ? first : { kind: 'declarations', at: type.at, items };
}

function inBrackets(cursor: TokenCursor) {
  cursor.expect('(');
  const expression = parseExpression(cursor);
  cursor.expect(')');
  return expression;
}

/** Of a loop: `;` stands for nothing to do. */
function parseBody(cursor: TokenCursor): Statement {
  const { at } = cursor.peek();
  return cursor.take(';') ? { kind: 'block', at, statements: [] } : parseStatement(cursor);
}

function parseIf(cursor: TokenCursor, at: number): Statement {
  const condition = inBrackets(cursor);
  const yes = parseStatement(cursor);
  return { kind: 'if', at, condition, yes, no: cursor.take('else') ? parseStatement(cursor) : null };
}

function parseFor(cursor: TokenCursor, at: number): Statement {
  cursor.expect('(');
  const each = parseEach(cursor, at);
  if (each) return each;
  const initializer = cursor.is(';') ? null : parseInitializer(cursor);
  cursor.expect(';');
  const condition = cursor.is(';') ? null : parseExpression(cursor);
  cursor.expect(';');
  const afterthought = cursor.is(')') ? null : parseExpression(cursor);
  cursor.expect(')');
  return { kind: 'for', at, initializer, condition, afterthought, body: parseBody(cursor) };
}

const parseInitializer = (cursor: TokenCursor): Statement =>
  startsDeclaration(cursor)
    ? parseDeclarations(cursor)
    : { kind: 'expression', at: cursor.peek().at, expression: parseExpression(cursor), isResult: false };

/** `for (x in list)` and `for (def x : list)`; null for the other kind of loop. */
function parseEach(cursor: TokenCursor, at: number): Statement | null {
  const isIn = cursor.isName() && cursor.is('in', 1);
  const type = isIn ? { name: 'def', dimensions: 0, at } : startsDeclaration(cursor) ? lookedAhead(cursor) : null;
  if (!type) return null;
  const name = cursor.name().text;
  if (!cursor.take('in')) cursor.expect(':');
  const over = parseExpression(cursor);
  cursor.expect(')');
  return { kind: 'each', at, name, type, slot: -1, over, body: parseStatement(cursor) };
}

/** The type of `type name :`, if that is what comes; the cursor moves only then. */
function lookedAhead(cursor: TokenCursor) {
  let ahead = 0;
  while (!cursor.isOneOf([':', 'in', '=', ',', ';'], ahead) && cursor.peek(ahead).kind !== 'end') ahead += 1;
  return cursor.isOneOf([':', 'in'], ahead) ? parseType(cursor) : null;
}

function parseTry(cursor: TokenCursor, at: number): Statement {
  const body = parseBlock(cursor);
  const traps: Trap[] = [];
  do {
    const trap = cursor.expect('catch');
    cursor.expect('(');
    const type = parseType(cursor);
    const { text: name } = cursor.name();
    cursor.expect(')');
    traps.push({ type, name, slot: -1, body: parseBlock(cursor), at: trap.at });
  } while (cursor.is('catch'));
  return { kind: 'try', at, body, traps };
}
