import { isStudioError } from '#lib/errors.ts';
import type { Compile } from './script.ts';

export type ScriptFault = { message: string; line: number; column: number };

/** What keeps a script from running, as far as that can be known without running it; null when nothing does. */
export function checkScript(source: string, compile: Compile): ScriptFault | null {
  try {
    compile(source);
    return null;
  } catch (error) {
    if (!isStudioError(error)) throw error;
    const { line, column } = placeOf(error.details?.position);
    return { message: isStudioError(error.cause) ? error.cause.message : error.message, line, column };
  }
}

function placeOf(position: unknown): { line: number; column: number } {
  const { line, column } = (position ?? {}) as { line?: number; column?: number }; // written by scriptError
  return { line: line ?? 1, column: column ?? 1 };
}
