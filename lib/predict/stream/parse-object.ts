type Loose = { [name: string]: unknown };

/** JSON of an event for looking at some of its members; undefined for anything but an object. Values of it go no further as objects. */
export function parseObject(text: string): Loose | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined; // not JSON: the event says nothing to us
  }
}

export const objectOf = (value: unknown): Loose | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : undefined;

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
