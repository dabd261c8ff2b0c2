import '#server-only';
import { hash, randomBytes } from 'node:crypto';

/** 256 random bits, 43 characters. Whoever holds it is believed, so only its digest is ever stored (threats.md A-01). */
export const newSecretToken = () => randomBytes(32).toString('base64url');

/** SHA-256, hex. Enough for random tokens; passwords need a slow hash. */
export const digest = (secret: string) => hash('sha256', secret, 'hex');
