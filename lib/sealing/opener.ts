import '#server-only';
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { SealedCredential } from '#lib/predict/ports.ts';
import { unwrapDataKey } from './data-key.ts';
import { decrypt, fieldContext } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import { unreadable } from './unreadable.ts';

export type Opener = (credential: SealedCredential) => Record<string, string>;

/**
 * Makes the one function that turns sealed credentials back into plaintext. Only the executor gets it, for one call at a time; keep
 * nothing of what it returns (threats.md C-09).
 */
export function makeOpener(ring: KeyRing): Opener {
  // Like the keys of the ring a data key is kept outside of JavaScript's heap, as long as the sealed credential itself is in memory.
  const dataKeys = new WeakMap<SealedCredential, KeyObject>();

  /** @throws StudioError 500 `credential_unreadable` when anything was changed, or sealed for another owner, field or data key */
  return function open(credential) {
    const { owner, fields } = credential;
    try {
      const dataKey = dataKeys.get(credential) ?? unwrap(ring, credential);
      dataKeys.set(credential, dataKey);
      return Object.fromEntries(Object.entries(fields).map(([name, sealed]) => [name, openField(dataKey, owner, name, sealed)]));
    } catch {
      throw unreadable(); // what the library says about it helps nobody but an attacker
    }
  };
}

function unwrap(ring: KeyRing, { owner, data_key }: SealedCredential): KeyObject {
  const bytes = unwrapDataKey(ring, owner, data_key);
  const key = createSecretKey(bytes); // a cipher takes a key object four times as fast as bytes
  bytes.fill(0);
  return key;
}

function openField(dataKey: KeyObject, owner: string, name: string, sealed: string): string {
  const [, version = '', nonce = '', body = ''] = /^cf1\.([1-9]\d{0,9})\.([\w-]+)\.([\w-]+)$/.exec(sealed) ?? [];
  return decrypt(dataKey, nonce, body, fieldContext(owner, name, version)).toString('utf8');
}
