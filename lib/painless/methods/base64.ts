import { thrown } from '../script-problem.ts';

export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @throws ScriptProblem for a text that is not Base64 */
export function decodeBase64(text: string): Uint8Array {
  try {
    if (/\s/.test(text)) throw new Error('space');
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw thrown('IllegalArgumentException', 'Input is not in Base64');
  }
}
