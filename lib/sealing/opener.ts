import '#server-only';
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { SealedCredential } from '#lib/predict/ports.ts';
import { unwrapDataKey } from './data-key.ts';
import { decrypt, type Envelope, fieldContext, readEnvelope } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import { unreadable } from './unreadable.ts';

export type Opener = (credential: SealedCredential) => Record<string, string>;

/** A credential that is still sealed, with its data key. */
type Prepared = { dataKey: KeyObject; fields: readonly (readonly [name: string, envelope: Envelope])[] };

/**
 * Makes the one function that turns sealed credentials back into plaintext. Only the executor gets it, for one call at a time; keep
 * nothing of what it returns (threats.md C-09).
 */
export function makeOpener(ring: KeyRing): Opener {
  // Like the keys of the ring a data key is kept outside of JavaScript's heap, as long as the sealed credential itself is in memory.
  const prepared = new WeakMap<SealedCredential, Prepared>();

  /** @throws StudioError 500 `credential_unreadable` when anything was changed, or sealed for another owner, field or data key */
  return function open(credential) {
    try {
      let known = prepared.get(credential);
      if (!known) {
        known = prepare(ring, credential);
        prepared.set(credential, known);
      }
      const { dataKey, fields } = known;
      return Object.fromEntries(fields.map(([name, envelope]) => [name, decrypt(dataKey, envelope).toString('utf8')]));
    } catch {
      throw unreadable(); // what the library says about it helps nobody but an attacker
    }
  };
}

function prepare(ring: KeyRing, { owner, data_key, fields }: SealedCredential): Prepared {
  const bytes = unwrapDataKey(ring, owner, data_key);
  const dataKey = createSecretKey(bytes); // a cipher takes a key object four times as fast as bytes
  bytes.fill(0);
  return { dataKey, fields: Object.entries(fields).map(([name, sealed]) => [name, readField(owner, name, sealed)]) };
}

function readField(owner: string, name: string, sealed: string): Envelope {
  const [, version = '', nonce = '', body = ''] = /^cf1\.([1-9]\d{0,9})\.([\w-]+)\.([\w-]+)$/.exec(sealed) ?? [];
  return readEnvelope(nonce, body, fieldContext(owner, name, version));
}
