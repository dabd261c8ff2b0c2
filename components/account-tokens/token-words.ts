import type { Role } from '#lib/access/caller.ts';
import { type TokenScope, tokenScopes } from '#lib/client/tokens.ts';

export const scopeWords: Record<TokenScope, { label: string; description: string }> = {
  read: { label: 'read', description: 'Reads what you may read, and sends nothing.' },
  full: { label: 'full', description: 'Reads, changes and sends as a user of ml_full_access.' },
  admin: { label: 'admin', description: 'All that you may do.' },
  metrics: { label: 'metrics', description: 'Opens /api/metrics and nothing else.' },
};

/** No token is more than its user. */
export const scopesOf = (role: Role): TokenScope[] => {
  if (role === 'all_access') return [...tokenScopes];
  return role === 'ml_full_access' ? ['read', 'full'] : ['read'];
};

const day = 86_400_000; // milliseconds

/** How long a token lasts, in days; without a number it does not end by itself. */
export const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'never', label: 'Until it is removed' },
] as const;
export type Lifetime = (typeof lifetimes)[number]['value'];

export const expiryOf = (lifetime: Lifetime, now: number): number | null => (lifetime === 'never' ? null : now + Number(lifetime) * day);
