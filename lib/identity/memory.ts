import '#server-only';
import { randomBytes } from 'node:crypto';
import { Turns } from '#lib/turns.ts';
import type { SignInUnderWay } from './oidc.ts';
import type { Attempts } from './throttle.ts';

/** A password that was right: as long as the stored hash is the same, it need not be hashed again. */
export type Verified = { user_id: string; password: string; until: number };

/** What identity keeps in memory, once for the process. Nothing of it tells a password: keys are digests with a random pepper. */
export type IdentityMemory = {
  pepper: string;
  verified: Map<string, Verified>;
  /** Hashes under way, so that many requests with the same password make one. */
  verifying: Map<string, Promise<Verified>>;
  attempts: Map<string, Attempts>;
  passwordTurns: Turns;
  /** By the digest of a cookie: who is at the sign-in provider. */
  signIns: Map<string, SignInUnderWay>;
};

export const makeIdentityMemory = (): IdentityMemory => ({
  pepper: randomBytes(32).toString('base64'),
  verified: new Map(),
  verifying: new Map(),
  attempts: new Map(),
  passwordTurns: new Turns(),
  signIns: new Map(),
});
