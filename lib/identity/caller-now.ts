import '#server-only';
import type { Caller, Role } from '#lib/access/caller.ts';
import { accountStore } from '#lib/store/account-store.ts';
import type { Store } from '#lib/store/open.ts';
import { atMost, callerOf } from './caller-of.ts';

/**
 * For work that goes on after its request: who asked for it, as they are now (threats.md A-11).
 * @returns undefined for who may not sign in any more; never more rights than `role` has, as a token may have had fewer than its user
 */
export function makeCallerNow(store: Pick<Store, 'prisma' | 'reads' | 'commits'>) {
  const { userById } = accountStore(store);
  return (user_id: string, role: Role): Caller | undefined => {
    const user = userById(user_id);
    return user?.state === 'active' ? atMost(callerOf(user), role) : undefined;
  };
}
