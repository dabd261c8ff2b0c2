import type { AccountStore } from '#lib/store/account-store.ts';
import type { IdentityMemory } from './memory.ts';
import type { Passwords } from './password.ts';
import type { Throttle } from './throttle.ts';

/** What identity sees of a request. */
export type RequestHead = { headers: Pick<Headers, 'get' | 'has'> };
export type Peer = { peer: string | undefined };

export type IdentityPorts = {
  accounts: AccountStore;
  passwords: Passwords;
  throttle: Throttle;
  memory: IdentityMemory;
  /** Of `STUDIO_ORIGINS`; undefined stands for this machine over http. */
  origins: readonly string[] | undefined;
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds of a clock that never goes back. */
  elapsed(): number;
  newId(): string;
  /** For what is written behind a request, which must not fail because of it. */
  onFailure(thrown: unknown): void;
};
