import '#server-only';
import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { StartError } from '#lib/start-error.ts';

export type SealingKey = {
  /** First eight hex digits of a hash of the key: names it without telling it. */
  id: string;
  key: KeyObject;
  /** Kept in the database, so that another key with the same id is noticed before it seals anything. */
  check_value: string;
};

/** One or more sealing keys. The first is active: it wraps new data keys. The others still open what they wrapped. */
export type KeyRing = {
  readonly active: SealingKey;
  readonly keys: readonly SealingKey[];
  /** @returns undefined for a key that is not in the ring, not even after reading its file again */
  find(id: string): SealingKey | undefined;
};

const keyBytes = 32;

/**
 * @param text base64 keys of 32 bytes, separated by commas or line ends
 * @param source how messages call the place the text comes from
 * @throws StartError that never quotes the text
 */
export function parseKeys(text: string, source: string): SealingKey[] {
  const parts = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0) throw new StartError(`${source} holds no key. Make one with: openssl rand -base64 32`);
  const keys = parts.map((part, index) => {
    const bytes = Buffer.from(part, 'base64');
    if (bytes.length !== keyBytes || bytes.toString('base64') !== part) {
      throw new StartError(`${source}: key ${index + 1} is not 32 bytes in base64. Make one with: openssl rand -base64 32`);
    }
    return sealingKey(bytes);
  });
  const ids = new Set(keys.map(({ id }) => id));
  if (ids.size < keys.length) throw new StartError(`${source} holds the same key twice.`);
  return keys;
}

function sealingKey(bytes: Buffer): SealingKey {
  const id = createHash('sha256').update('studio/kid').update(bytes).digest('hex').slice(0, 8);
  const check_value = createHmac('sha256', bytes).update('studio/check').digest('hex').slice(0, 32);
  return { id, key: createSecretKey(bytes), check_value };
}

/** A file of keys that rotation may change. */
export type KeyFile = {
  /** @returns undefined when it is not there */
  read(): SealingKey[] | undefined;
  /** Another text for every state of the file. */
  stamp(): string;
};

/** @param file where the keys come from one */
export function makeRing(first: SealingKey[], file?: KeyFile): KeyRing {
  let keys = first;
  let stamp = file?.stamp();
  const reload = (changed: string | undefined) => {
    stamp = changed;
    keys = file?.read() ?? keys;
  };
  const known = (id: string) => keys.find((key) => key.id === id);
  return {
    get active() {
      // What a retired key wraps could never be opened again, so nothing is wrapped before looking.
      const now = file?.stamp();
      if (now !== stamp) reload(now);
      const [active] = keys;
      if (!active) throw new Error('A key ring has at least one key.');
      return active;
    },
    get keys() {
      return keys;
    },
    find(id) {
      const found = known(id);
      if (found || !file) return found;
      reload(file.stamp());
      return known(id);
    },
  };
}
