/** Id of the editor, for links to it. */
export const trustedJsonId = 'trusted-endpoints-json';

/** The texts of a JSON list; undefined for anything else. */
export function patternsOfJson(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined; // half-typed JSON is the usual case
  }
}
