/** Characters of a host name: a wildcard of these cannot swallow the slash that ends it. */
const hostCharacters = '[A-Za-z0-9.-]';

/**
 * The pattern with every wildcard before the end of the host held to characters of a host: `^https://x\..*\.example\.com/.*$` becomes
 * `^https://x\.[A-Za-z0-9.-]*\.example\.com/.*$`. Whether that fixes the host is for the caller to check.
 * @returns undefined where there is no wildcard to hold, or no host to see
 */
export function heldPattern(pattern: string): string | undefined {
  const start = /^\^?\(?https?\??\)?:(\\?\/){2}/.exec(pattern)?.[0];
  if (start === undefined) return undefined;
  let held = start;
  let at = start.length;
  // A piece is an escape, a class, or a character with what repeats it.
  const piece = /\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\.(?=[*+{])|[\s\S]/y;
  for (let depth = 0; at < pattern.length; ) {
    piece.lastIndex = at;
    const text = piece.exec(pattern)?.[0] ?? '';
    if (text === '(') depth++;
    if (text === ')') depth--;
    if (depth === 0 && (text === '/' || text === '\\/' || text === '|')) break; // behind the host, or another host
    held += text === '.' && /[*+{]/.test(pattern[at + 1] ?? '') ? hostCharacters : text;
    at += text.length;
  }
  const whole = held + pattern.slice(at);
  return whole === pattern ? undefined : whole;
}
