import type { BinaryOperator, Expression } from './ast.ts';
import { parseType } from './parse-type.ts';
import { parseUnary } from './parse-unary.ts';
import { compileProblem } from './script-problem.ts';
import type { TokenCursor } from './token-cursor.ts';

/** From the loosest to the tightest; operators of one level read from left to right. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!=', '===', '!=='],
  ['instanceof'],
  ['<', '<=', '>', '>='],
  ['<<', '>>', '>>>'],
  ['=~', '==~'],
  ['+', '-'],
  ['*', '/', '%'],
];
const levelOf = new Map(levels.flatMap((operators, level) => operators.map((operator) => [operator, level] as const)));

const assignments: ReadonlyMap<string, BinaryOperator | null> = new Map<string, BinaryOperator | null>([
  ['=', null],
  ['+=', '+'],
  ['-=', '-'],
  ['*=', '*'],
  ['/=', '/'],
  ['%=', '%'],
  ['&=', '&'],
  ['|=', '|'],
  ['^=', '^'],
  ['<<=', '<<'],
  ['>>=', '>>'],
  ['>>>=', '>>>'],
]);

/** An expression with assignments, conditions and all other operators. @throws ScriptProblem */
export function parseExpression(cursor: TokenCursor): Expression {
  return cursor.nested(() => {
    const left = parseElvis(cursor);
    const { at, text } = cursor.peek();
    if (cursor.take('?')) {
      const yes = parseExpression(cursor);
      cursor.expect(':');
      return { kind: 'ternary', at, condition: left, yes, no: parseExpression(cursor) };
    }
    const operator = cursor.peek().kind === 'op' ? assignments.get(text) : undefined;
    if (operator === undefined) return left;
    assertAssignable(left);
    cursor.next();
    return { kind: 'assign', at, target: left, operator, value: parseExpression(cursor) };
  });
}

/** @throws ScriptProblem for what cannot be written to */
export function assertAssignable(target: Expression): void {
  if (target.kind === 'variable' || target.kind === 'field' || target.kind === 'index') return;
  throw compileProblem(target.at, 'invalid assignment: cannot assign a value to this expression');
}

/** `a ?: b ?: c` groups from the right. */
function parseElvis(cursor: TokenCursor): Expression {
  const left = parseBinary(cursor, 0);
  const { at } = cursor.peek();
  return cursor.take('?:') ? { kind: 'elvis', at, left, right: cursor.nested(() => parseElvis(cursor)) } : left;
}

/** Operands and the operators between them, as far as these bind at least as tightly as `lowest`. */
function parseBinary(cursor: TokenCursor, lowest: number): Expression {
  let left = parseUnary(cursor);
  for (let joinedSoFar = 1; ; joinedSoFar++) {
    const { at, kind, text } = cursor.peek();
    const level = kind === 'op' || kind === 'word' ? levelOf.get(text) : undefined;
    if (level === undefined || level < lowest) return left;
    // A tree leans to the left with every operator, and it is walked on the stack.
    if (joinedSoFar > longestChain) throw compileProblem(at, `The expression joins more than ${longestChain} operands.`);
    cursor.next();
    left =
      text === 'instanceof'
        ? { kind: 'instanceof', at, operand: left, type: parseType(cursor) }
        : joined(text, at, left, parseBinary(cursor, level + 1));
  }
}

/** Operands of one level beside each other, `a + b + c`. */
const longestChain = 500;

function joined(operator: string, at: number, left: Expression, right: Expression): Expression {
  if (operator === '&&' || operator === '||') return { kind: 'logical', at, operator, left, right };
  return { kind: 'binary', at, operator: operator as BinaryOperator, left, right }; // `levels` holds no other operators
}
