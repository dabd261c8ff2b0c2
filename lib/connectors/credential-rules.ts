import { illegalArgument } from '#lib/errors.ts';

/** What stands for a stored value on every screen. */
export const credentialMask = '********';
const longestValue = 65_536; // UTF-8 bytes (threats.md C-20)
const dangerousNames = new Set(['__proto__', 'constructor', 'prototype']);

/** @throws StudioError 400 for a name that JavaScript treats specially (threats.md T-12) */
export function assertHarmlessNames(what: string, names: Iterable<string>): void {
  for (const name of names) if (dangerousNames.has(name)) throw illegalArgument(`${what} name [${name}] is not allowed`);
}

/** @throws StudioError 400 for the mask (threats.md C-11) and for a value that is too long (C-20) */
export function assertCredentialValues(credential: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(credential)) {
    if (value === credentialMask) {
      throw illegalArgument(
        `Credential [${name}] is the mask that stands for a stored value. Leave the field out to keep the stored value.`,
      );
    }
    if (value.length > longestValue || new TextEncoder().encode(value).length > longestValue) {
      throw illegalArgument(`Credential [${name}] is longer than ${longestValue} bytes`);
    }
  }
}

/** Taken as ML Commons takes it, but counted as not set (threats.md C-20). */
export const isUnset = (name: string, value: string): boolean => value === '' || value === `<${name}>`;

export const unsetNames = (credential: Readonly<Record<string, string>>): string[] =>
  Object.entries(credential)
    .filter(([name, value]) => isUnset(name, value))
    .map(([name]) => name);
