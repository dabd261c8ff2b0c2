const one = Symbol('one');
const many = Symbol('many');
type Token = string | typeof one | typeof many;

function tokensOf(pattern: string, hasEscapes: boolean): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    if (character === '*') {
      if (tokens.at(-1) !== many) tokens.push(many);
    } else if (hasEscapes && character === '?') tokens.push(one);
    else if (hasEscapes && character === '\\' && at + 1 < pattern.length) tokens.push(pattern[++at] ?? '');
    else tokens.push(character);
  }
  return tokens;
}

/**
 * Whether a whole text fits tokens. It looks back to the last star only, so a hostile pattern costs no more than pattern times text.
 */
function fits(tokens: readonly Token[], text: string): boolean {
  let [at, from] = [0, 0];
  let [star, mark] = [-1, 0];
  while (from < text.length) {
    if (tokens[at] === many) {
      star = at++;
      mark = from;
    } else if (tokens[at] === one || tokens[at] === text[from]) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++mark;
    } else return false;
  }
  while (tokens[at] === many) at++;
  return at === tokens.length;
}

/** `*` stands for any text, dots included; every other character for itself. */
export function glob(pattern: string): (text: string) => boolean {
  const tokens = tokensOf(pattern, false);
  return (text) => fits(tokens, text);
}

export const globMatches = (pattern: string, text: string): boolean => glob(pattern)(text);

/** As a wildcard query has it: also `?` for one character, and a backslash before what stands for itself. */
export function wildcard(pattern: string): (text: string) => boolean {
  const tokens = tokensOf(pattern, true);
  return (text) => fits(tokens, text);
}
