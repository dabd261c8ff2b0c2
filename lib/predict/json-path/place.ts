import type { Json, JsonObject } from '#lib/json/json.ts';

/**
 * Where a value stands: member of an object (or several members, merged) or element of a list, by its index as it was written. The
 * document itself has no place.
 */
export type Place =
  | { up: Place | null; object: JsonObject; key: string | readonly string[] }
  | { up: Place | null; list: Json[]; index: number };

export type Found = { value: Json; place: Place | null };

/** As Jayway writes it in messages: `$['a'][0]`. */
export function placeText(root: string, place: Place | null): string {
  const steps: string[] = [];
  for (let step = place; step; step = step.up) steps.push('list' in step ? `[${step.index}]` : stepText(step.key));
  return root + steps.reverse().join('');
}

export const stepText = (key: string | readonly string[]): string =>
  typeof key === 'string' ? `['${key}']` : `[${key.map((name) => `'${name}'`).join(', ')}]`;
