import type { FunctionDeclaration, Script } from './ast.ts';
import { resolveBlock } from './resolve-statement.ts';
import { assertType } from './resolve-type.ts';
import { Scope } from './scope.ts';
import { compileProblem } from './script-problem.ts';

export type Functions = Script['functions'];

/**
 * Gives every name of a script its meaning: variables their slots, calls their functions, classes their members. What can be known
 * before a script runs is refused here, as Painless does: names that mean nothing, statements that are never reached, constants that
 * cannot be computed.
 * @throws ScriptProblem
 */
export function resolve(script: Script): Script {
  for (const declared of script.functions.values()) resolveFunction(declared, script.functions);
  const scope = Scope.withParams();
  resolveBlock(script.body, { scope, functions: script.functions, isInLoop: false, isLast: true });
  script.frameSize = scope.size;
  script.height = scope.height;
  return script;
}

/** A function sees its parameters and nothing else of the script. */
function resolveFunction(declared: FunctionDeclaration, functions: Functions): void {
  const scope = new Scope();
  assertType(declared.type);
  for (const parameter of declared.parameters) {
    assertType(parameter.type);
    parameter.slot = scope.declare(parameter.name, parameter.type, parameter.at);
  }
  const { escapes } = resolveBlock(declared.body, { scope, functions, isInLoop: false, isLast: true });
  if (!escapes && declared.type.name !== 'void') {
    const { name, parameters, at } = declared;
    throw compileProblem(
      at,
      `invalid function definition: not all paths provide a return value for function [${name}] with [${parameters.length}] parameters`,
    );
  }
  declared.frameSize = scope.size;
  declared.height = scope.height;
}
