import type { TypeName } from './ast.ts';
import { javaType, typeNames } from './java-type.ts';
import { didYouMean } from './near-names.ts';
import { primitiveNames } from './parse-type.ts';
import { compileProblem } from './script-problem.ts';

const isPrimitive = (name: string) => (primitiveNames as readonly string[]).includes(name);

/** @throws ScriptProblem for a type that there is not, or that scripts may not use */
export function assertType({ name, at }: TypeName): void {
  if (!isPrimitive(name) && !javaType(name)) throw unknownType(name, at);
}

export const unknownType = (name: string, at: number): Error =>
  compileProblem(at, `Not a type [${name}]${didYouMean(name, typeNames()) || '.'}`);

/** The type with its short name, by which values are tested. */
export function shortType(type: TypeName): TypeName {
  return isPrimitive(type.name) ? type : { ...type, name: javaType(type.name)?.name ?? type.name };
}
