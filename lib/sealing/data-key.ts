import '#server-only';
import { dataKeyContext, decrypt, encrypt, readEnvelope } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

/** @returns `dk1.<key id>.<nonce>.<ciphertext‖tag>` */
export function wrapDataKey(ring: KeyRing, owner: string, dataKey: Uint8Array): string {
  const { id, key } = ring.active;
  return `dk1.${id}.${encrypt(key, dataKey, dataKeyContext(owner, id))}`;
}

/** @throws Error when the key is not in the ring, or the text is not what was wrapped for this owner */
export function unwrapDataKey(ring: KeyRing, owner: string, wrapped: string): Buffer {
  const [, id = '', nonce = '', sealed = ''] = /^dk1\.([0-9a-f]{8})\.([\w-]+)\.([\w-]+)$/.exec(wrapped) ?? [];
  const key = ring.find(id);
  if (!key) throw new Error('unknown key');
  return decrypt(key.key, readEnvelope(nonce, sealed, dataKeyContext(owner, id)));
}
