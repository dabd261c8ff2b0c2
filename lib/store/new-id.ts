import '#server-only';
import { randomBytes } from 'node:crypto';

/** 20 URL-safe characters that nobody can guess, as long as OpenSearch's own; the first is a letter or digit, so that ids fit every rule. */
export function newId(): string {
  for (;;) {
    const id = randomBytes(15).toString('base64url');
    if (/^[A-Za-z0-9]/.test(id)) return id;
  }
}
