/** What the helper replaces, in this order: character and its two characters. A real tab stays; a backslash before a `t` doubles again. */
const replacements: readonly (readonly [found: string, replacement: string])[] = [
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\r', '\\r'],
  ['\\t', '\\\\\\t'],
  ['\n', '\\n'],
  ['\b', '\\b'],
  ['\f', '\\f'],
];

/** A script literal knows two escapes only, so control characters stand in it as they are. */
const literal = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const helper = `String escape(def input) {${replacements
  .map(([found, replacement]) => ` input = input.replace(${literal(found)}, ${literal(replacement)});`)
  .join('')} return input; }\n`;

/** Whether a script calls `escape(…)`. */
export const usesEscape = (script: string): boolean => /(?<!\bString\s+)\bescape\s*\(/.test(script);

/** Whether a script brings its own `escape`. */
export const declaresEscape = (script: string): boolean => /String\s+escape\s*\(\s*(?:def|String)\s+.*?\)/.test(script);

/** What goes in front of a script: the helper `escape` when it calls one that it does not declare (functions.md §4), else nothing. */
export const escapePreamble = (script: string): string => (usesEscape(script) && !declaresEscape(script) ? helper : '');
