/** `op` covers operators and brackets; `field` is the word or number after a dot, which may be any word at all. */
export type TokenKind = 'word' | 'field' | 'integer' | 'decimal' | 'string' | 'regex' | 'op' | 'end';

export type Token = {
  kind: TokenKind;
  /** As written; for a string and a regular expression its meaning, without quotes and escapes. */
  text: string;
  /** UTF-16 offset. */
  at: number;
  /** Of a regular expression. */
  flags?: string;
};

/** Words that name nothing a script could declare. */
export const keywords: ReadonlySet<string> = new Set([
  ...['if', 'else', 'while', 'do', 'for', 'in', 'continue', 'break', 'return', 'new', 'try', 'catch', 'throw', 'this', 'instanceof'],
  ...['null', 'true', 'false', 'def', 'void'],
  ...['boolean', 'byte', 'short', 'char', 'int', 'long', 'float', 'double'],
]);
