import '#server-only';
import { StartError } from '#lib/start-error.ts';
import { createKeyFile, keyFileStamp, newKeyText, readKeyFile } from './key-file.ts';
import { type KeyRing, makeRing, parseKeys, type SealingKey } from './key-ring.ts';

/** Where the keys come from: shown at set-up and on the About page. */
export type KeySource = 'environment' | 'file' | 'data_directory';

/** What the database says about sealing keys. */
export type KnownKeys = {
  /** Keys that this database has met. */
  registered: { id: string; check_value: string }[];
  /** Ids of the keys that wrap its data keys. */
  used: string[];
};

export type OpenedRing = {
  ring: KeyRing;
  source: KeySource;
  /** The key file was made just now. */
  isNew: boolean;
};

/**
 * Finds the sealing keys: `text`, else `file`, else `ownFile`, which is made on the first start. A key is never made over data that
 * another one sealed (threats.md C-05, C-06).
 * @throws StartError naming the key that is missing, or what is wrong with the ones that are there
 */
export function openRing(given: { text?: string; file?: string }, ownFile: string, known: KnownKeys): OpenedRing {
  const opened = find(given, ownFile, known);
  assertFits(opened.ring, known);
  return opened;
}

function find({ text, file }: { text?: string; file?: string }, ownFile: string, known: KnownKeys): OpenedRing {
  if (text !== undefined) return { ring: makeRing(parseKeys(text, 'STUDIO_SEALING_KEY')), source: 'environment', isNew: false };
  const name = file ?? ownFile;
  const called = file === undefined ? name : `STUDIO_SEALING_KEY_FILE: ${name}`;
  const read = () => {
    const content = readKeyFile(name, called);
    return content === undefined ? undefined : parseKeys(content, called);
  };
  const keyFile = { read, stamp: () => keyFileStamp(name) };
  const keys = read();
  if (keys) return { ring: makeRing(keys, keyFile), source: file === undefined ? 'data_directory' : 'file', isNew: false };
  if (file !== undefined) throw new StartError(`STUDIO_SEALING_KEY_FILE: ${file} does not exist.`);
  if (known.used.length > 0) throw missing(known.used, `there is no ${ownFile}`);
  const made = newKeyText();
  createKeyFile(ownFile, made);
  return { ring: makeRing(parseKeys(made, ownFile), keyFile), source: 'data_directory', isNew: true };
}

function assertFits(ring: KeyRing, { registered, used }: KnownKeys): void {
  const absent = used.filter((id) => !ring.find(id));
  if (absent.length > 0) throw missing(absent, `the keys here are ${ring.keys.map(({ id }) => id).join(', ')}`);
  const checks = new Map(registered.map(({ id, check_value }) => [id, check_value]));
  const other = ring.keys.find((key: SealingKey) => checks.has(key.id) && checks.get(key.id) !== key.check_value);
  if (other) throw new StartError(`The sealing key ${other.id} is not the one that this database knows under that id.`);
}

const missing = (ids: readonly string[], instead: string) =>
  new StartError(
    `The credentials in this database are sealed with the key ${ids.join(', ')}, but ${instead}. Bring that key back; nothing else can open them.`,
  );
