/**
 * JSON as Java sees it. `JSON.parse` makes 1 and 1.0 the same, rounds big integers, reorders keys that look like numbers and lets
 * `__proto__` in; a prediction may do none of that. So objects are Maps and numbers keep their text.
 */
export type Json = null | boolean | string | JsonNumber | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** A number as it was written: `1`, `1.0`, `1e3`, `12345678901234567890`. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Integer token: no point, no exponent (Java reads it as Integer, Long or BigInteger, else as Double). */
  get isInteger(): boolean {
    return /^-?\d+$/.test(this.text);
  }

  get value(): number {
    return Number(this.text);
  }
}

export const isObject = (value: unknown): value is JsonObject => value instanceof Map;
