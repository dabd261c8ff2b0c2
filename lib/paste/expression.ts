import { looksLikeSecret } from '#lib/connectors/check/looks-like-secret.ts';
import type { Source } from './read-text.ts';

const openers = '([{';
const closers = ')]}';

/**
 * Where an expression ends: at a comma or closing bracket of what surrounds it.
 * @param isOnLine a line end outside of brackets ends it too
 */
export function expressionEnd(text: string, from: number, isOnLine: boolean): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (openers.includes(character)) depth++;
    else if (closers.includes(character)) {
      if (depth-- === 0) return at;
    } else if (character === '"' || character === "'" || character === '`') at = textEnd(text, at);
    else if (depth === 0 && (character === ',' || character === ';' || (isOnLine && character === '\n'))) return at;
  }
  return text.length;
}

/** The last character of a text between quotation marks; a quotation mark that nothing closes stands for itself. */
function textEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === quote) return at;
    else if (character === '\n' && quote !== '`') return start;
  }
  return start;
}

/** How programs read the environment: the name is the first group. */
const environment: readonly RegExp[] = [
  /^os\.environ(?:\.get)?\s*[[(]\s*['"](\w+)['"]/,
  /^os\.getenv\s*\(\s*['"](\w+)['"]/,
  /^process\.env\.(\w+)/,
  /^process\.env\[['"](\w+)['"]\]/,
  /^import\.meta\.env\.(\w+)/,
  /^Deno\.env\.get\s*\(\s*['"](\w+)['"]/,
  /^System\.getenv\s*\(\s*"(\w+)"/,
  /^userdata\.get\s*\(\s*['"](\w+)['"]/,
];

const longestName = 60;

/** The mark of a hole for code whose value is not in the text. A variable that the text sets is no hole. */
export function holeOf({ reading, lines }: Source, code: string, at: number): string {
  const variable = reading.variables.get(code);
  if (typeof variable === 'string') return variable;
  const known = environment.map((pattern) => pattern.exec(code)?.[1]).find((name) => name !== undefined);
  const shown = looksLikeSecret(code) ? 'an expression' : code.length > longestName ? `${code.slice(0, longestName)}…` : code;
  const name = known ?? lastName(code) ?? 'value';
  return reading.hole({ kind: known ? 'environment' : 'expression', text: shown, name, line: lines.at(at) });
}

/** `self.config.api_key` is called api_key. */
const lastName = (code: string) => /(?:^|[.\s])([A-Za-z_$][\w$]*)$/.exec(code)?.[1] ?? /['"]([A-Za-z_][\w-]*)['"]\]?\)?$/.exec(code)?.[1];
