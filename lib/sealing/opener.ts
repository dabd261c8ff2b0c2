import '#server-only';
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
  /** @throws StudioError 500 `credential_unreadable` when anything was changed, or sealed for another owner, field or data key */
  return function open({ owner, data_key, fields }) {
    try {
      const dataKey = unwrapDataKey(ring, owner, data_key);
      const values = Object.entries(fields).map(([name, sealed]) => [name, openField(dataKey, owner, name, sealed)] as const);
      dataKey.fill(0);
      return Object.fromEntries(values);
    } catch {
      throw unreadable(); // what the library says about it helps nobody but an attacker
    }
  };
}

function openField(dataKey: Buffer, owner: string, name: string, sealed: string): string {
  const [, version = '', nonce = '', body = ''] = /^cf1\.([1-9]\d{0,9})\.([\w-]+)\.([\w-]+)$/.exec(sealed) ?? [];
  return decrypt(dataKey, nonce, body, fieldContext(owner, name, version)).toString('utf8');
}
