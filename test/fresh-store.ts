import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openStore, type Store } from '#lib/store/open.ts';

/** A migrated, empty database; made once for each worker and copied for every test. */
let base: Buffer | undefined;

function migratedBase(): Buffer {
  if (base) return base;
  const folder = freshFolder();
  const file = path.join(folder, 'base.db');
  openStore(file).reads.close(); // the write-ahead log is folded in when the last connection closes
  base = fs.readFileSync(file);
  fs.rmSync(folder, { recursive: true });
  return base;
}

/** A new folder for one test, in the system's place for temporary files. */
export const freshFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'studio-'));

export type FreshStore = Store & { folder: string; file: string; [Symbol.asyncDispose](): Promise<void> };

/**
 * A real SQLite store with an empty, migrated database in a folder of its own.
 * Use it as `await using store = freshStore()`, or end the test with `await store.close()`: both also remove the folder.
 */
export function freshStore(): FreshStore {
  const folder = freshFolder();
  const file = path.join(folder, 'studio.db');
  fs.writeFileSync(file, migratedBase());
  const store = openStore(file);
  const close = async () => {
    await store.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { ...store, folder, file, close, [Symbol.asyncDispose]: close };
}
