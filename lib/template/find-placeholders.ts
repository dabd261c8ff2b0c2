export type FoundPlaceholder = {
  /** All between the dot and the closing brace: with its default, if it has one. */
  name: string;
  /** Offsets of the whole placeholder. */
  start: number;
  end: number;
};

/**
 * `${parameters.name}` in a text, as it stands there: nothing is filled, an escaped one counts, one that is not closed or has no name
 * does not. Takes time linear in the text: a regular expression would search each unclosed one to the end.
 */
export function findPlaceholders(text: string, kind: 'parameters' | 'credential'): FoundPlaceholder[] {
  const prefix = `\${${kind}.`;
  const found: FoundPlaceholder[] = [];
  for (let start = text.indexOf(prefix); start >= 0; ) {
    const close = text.indexOf('}', start);
    if (close < 0) break;
    const name = text.slice(start + prefix.length, close);
    if (name !== '') found.push({ name, start, end: close + 1 });
    start = text.indexOf(prefix, close);
  }
  return found;
}

/** Puts something else in place of each `${parameters.name}`. */
export function replaceParameters(text: string, replacement: (name: string) => string): string {
  let [replaced, from] = ['', 0];
  for (const { name, start, end } of findPlaceholders(text, 'parameters')) {
    replaced += text.slice(from, start) + replacement(name);
    from = end;
  }
  return replaced + text.slice(from);
}
