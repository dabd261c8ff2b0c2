/** Splits a text as the full-text table does (unicode61): runs of letters, digits and marks, in lower case. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];

/** Whether a text could be a single word of the index: what is not cannot be found by an exact term. */
export const isWord = (text: string): boolean => {
  const [first, ...others] = wordsOf(text);
  return others.length === 0 && first === text;
};
