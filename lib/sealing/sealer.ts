import '#server-only';
import { randomBytes } from 'node:crypto';
import type { CredentialSealer } from '#lib/connectors/ports.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { SealedCredential } from '#lib/predict/ports.ts';
import { unwrapDataKey, wrapDataKey } from './data-key.ts';
import { encrypt, fieldContext } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import { unreadable } from './unreadable.ts';

/** Bytes (threats.md C-20). */
const longestValue = 64 * 1024;

/**
 * Turns credentials into what may be stored (threats.md §6.1). It cannot turn them back: that is for `makeOpener`, which only the
 * executor gets.
 */
export function makeSealer(ring: KeyRing): CredentialSealer {
  return {
    seal(owner, values) {
      if (/\n/.test(owner)) throw new Error('An owner id holds no line break.');
      const dataKey = randomBytes(32);
      const sealed = { owner, data_key: wrapDataKey(ring, owner, dataKey), fields: sealFields(dataKey, owner, values, '1') };
      dataKey.fill(0);
      return sealed;
    },
    add(sealed, values) {
      const { owner, data_key } = sealed;
      let dataKey: Buffer;
      try {
        dataKey = unwrapDataKey(ring, owner, data_key);
      } catch {
        throw unreadable(); // what the library says about it helps nobody but an attacker
      }
      const fields = sealFields(dataKey, owner, values, versionOf(sealed));
      dataKey.fill(0);
      return { owner, data_key, fields: Object.fromEntries([...Object.entries(sealed.fields), ...Object.entries(fields)]) };
    },
  };
}

/** Every field of a credential is under the same version of its data key. */
export const versionOf = ({ fields }: SealedCredential) => /^cf1\.(\d+)\./.exec(Object.values(fields)[0] ?? '')?.[1] ?? '1';

export function sealFields(
  dataKey: Buffer,
  owner: string,
  values: Readonly<Record<string, string>>,
  version: string,
): Record<string, string> {
  const sealed = Object.entries(values).map(([name, value]) => {
    const plain = Buffer.from(value);
    if (plain.length > longestValue) throw illegalArgument(`The credential value [${name}] is larger than ${longestValue} bytes`);
    return [name, `cf1.${version}.${encrypt(dataKey, plain, fieldContext(owner, name, version))}`] as const;
  });
  return Object.fromEntries(sealed);
}
