import '#server-only';
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** @returns `nonce.ciphertext‖tag`, base64url; `context` must be the same at opening */
export function encrypt(key: KeyObject | Uint8Array, plain: Uint8Array, context: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** What was sealed, apart: everything that opening it takes but the key. */
export type Envelope = { nonce: Buffer; ciphertext: Buffer; tag: Buffer; context: Buffer };

/** @throws Error for what `encrypt` cannot have written */
export function readEnvelope(nonceText: string, sealedText: string, context: string): Envelope {
  const nonce = decode(nonceText);
  const sealed = decode(sealedText);
  if (nonce.length !== nonceBytes || sealed.length < tagBytes) throw new Error('malformed');
  const end = sealed.length - tagBytes;
  return { nonce, ciphertext: sealed.subarray(0, end), tag: sealed.subarray(end), context: Buffer.from(context) };
}

/** @throws Error when a byte was changed, the key is another one, or the text was sealed for another place */
export function decrypt(key: KeyObject | Uint8Array, { nonce, ciphertext, tag, context }: Envelope): Buffer {
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(context);
  decipher.setAuthTag(tag);
  const plain = decipher.update(ciphertext); // all of it: the mode has no blocks to fill
  decipher.final();
  return plain;
}

/** Node reads base64url leniently; a text that is not the one we wrote is refused. */
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new Error('malformed');
  return bytes;
}

/** What a wrapped data key is bound to. Owners hold no line break, so no two places share a text. */
export const dataKeyContext = (owner: string, keyId: string) => `studio/dk/1\n${owner}\n${keyId}`;
export const fieldContext = (owner: string, name: string, version: string) => `studio/cf/1\n${owner}\n${name}\n${version}`;
