/** Beginnings and shapes of keys that well-known services hand out (threats.md C-17). */
const keyShapes: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{16,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bASIA[0-9A-Z]{16}\b/,
  /\bAIza[0-9A-Za-z_-]{30,}/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bhf_[A-Za-z0-9]{20,}/,
  /\bgsk_[A-Za-z0-9]{20,}/,
  /\bpplx-[A-Za-z0-9]{20,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

const secretParameter = /[?&](key|api[_-]?key|token|access[_-]?token|secret|password|sig|signature)=(?!\$\{)[^&\s]{6,}/i;

/** A text that holds what looks like a key. A placeholder for one does not. */
export const looksLikeSecret = (text: string): boolean => keyShapes.some((shape) => shape.test(text));

/** Each with what belongs to it: the rest of the word, or of the block. */
const wholeKeys = keyShapes.map((shape) => new RegExp(`${shape.source}(?:[A-Za-z0-9_-]|(?<=KEY-----)[^]*)*`, 'g'));

/** The text with something else in place of what looks like a key. */
export const maskKeys = (text: string, mask: string): string => wholeKeys.reduce((left, key) => left.replace(key, mask), text);

/** An address with a key in it, in its path or as a query parameter. */
export const urlHoldsSecret = (url: string): boolean => looksLikeSecret(url) || secretParameter.test(url);

/** A parameter whose name says that it holds a secret, and whose value is long enough to be one. */
export const isSecretParameter = (name: string, value: string): boolean =>
  looksLikeSecret(value) ||
  (/(^|[_-])(api[_-]?key|secret|password|access[_-]?key|auth[_-]?token)$/i.test(name) && value.length >= 8 && !value.includes('${'));
