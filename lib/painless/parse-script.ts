import { type FunctionDeclaration, functionKey, type Parameter, type Script, type Statement } from './ast.ts';
import { tokenize } from './lexer.ts';
import { parseBlock, parseStatement } from './parse-statement.ts';
import { parseType, startsDeclaration, typeLength } from './parse-type.ts';
import { compileProblem } from './script-problem.ts';
import { TokenCursor } from './token-cursor.ts';

/** Reads a script: functions first, then statements. @throws ScriptProblem */
export function parseScript(source: string): Script {
  const cursor = new TokenCursor(tokenize(source));
  const functions = new Map<string, FunctionDeclaration>();
  while (startsFunction(cursor)) {
    const declared = parseFunction(cursor);
    const key = functionKey(declared.name, declared.parameters.length);
    if (functions.has(key)) throw compileProblem(declared.at, `Duplicate functions with name [${declared.name}].`);
    functions.set(key, declared);
  }
  const statements: Statement[] = [];
  while (cursor.peek().kind !== 'end') statements.push(parseStatement(cursor));
  return { functions, body: { kind: 'block', at: 0, statements }, frameSize: 0, height: 0 };
}

const startsFunction = (cursor: TokenCursor): boolean => startsDeclaration(cursor) && cursor.is('(', typeLength(cursor) + 1);

function parseFunction(cursor: TokenCursor): FunctionDeclaration {
  const type = parseType(cursor);
  const { text: name, at } = cursor.name();
  cursor.expect('(');
  const parameters: Parameter[] = [];
  while (!cursor.is(')')) {
    const parameterType = parseType(cursor);
    const parameter = cursor.name();
    parameters.push({ name: parameter.text, type: parameterType, slot: -1, at: parameter.at });
    if (!cursor.take(',')) break;
  }
  cursor.expect(')');
  return { name, type, parameters, body: parseBlock(cursor), at, frameSize: 0, height: 0 };
}
