import '#server-only';
import { randomBytes } from 'node:crypto';
import type { SealedCredential } from '#lib/predict/ports.ts';
import { unwrapDataKey, wrapDataKey } from './data-key.ts';
import type { KeyRing } from './key-ring.ts';
import { makeOpener } from './opener.ts';
import { sealFields, versionOf } from './sealer.ts';

/** The same data key under the active sealing key. @throws Error when no key of the ring opens it */
export function rewrapDataKey(ring: KeyRing, owner: string, wrapped: string): string {
  const dataKey = unwrapDataKey(ring, owner, wrapped);
  try {
    return wrapDataKey(ring, owner, dataKey);
  } finally {
    dataKey.fill(0);
  }
}

/** The same values under a new data key. Their plaintext lives for the length of this call. @throws StudioError `credential_unreadable` */
export function resealCredential(ring: KeyRing, credential: SealedCredential): SealedCredential {
  const { owner } = credential;
  const dataKey = randomBytes(32);
  const version = String(Number(versionOf(credential)) + 1);
  const fields = sealFields(dataKey, owner, makeOpener(ring)(credential), version);
  const sealed = { owner, data_key: wrapDataKey(ring, owner, dataKey), fields };
  dataKey.fill(0);
  return sealed;
}
