import '#server-only';
import { type Role, roles } from '#lib/access/caller.ts';

/**
 * What a provider's claim says somebody may: a list, or one text with commas or spaces. Names in the map become roles; where there is a
 * map, no other name does, whatever it is called.
 */
export function rolesNamed(claim: unknown, map: ReadonlyMap<string, Role>): string[] {
  const named = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  return named.flatMap((name) => {
    if (typeof name !== 'string' || name === '') return [];
    const mapped = map.get(name);
    if (mapped) return [mapped];
    return map.size > 0 && roles.some((role) => role === name) ? [] : [name];
  });
}
