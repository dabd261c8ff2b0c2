/** Indented, with lists of numbers on one line. A string holds no line break, so none is taken for a list. */
export const prettyValue = (value: unknown) =>
  JSON.stringify(value, null, 2).replaceAll(
    /\[\n\s+([^[\]{}"]*?)\n\s*\]/g,
    (_, items: string) => `[${items.replaceAll(/\s*\n\s*/g, ' ')}]`,
  );
