import '#server-only';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { syncFolderOf, unfinishedName } from '#lib/durable-files.ts';
import { StartError } from '#lib/start-error.ts';

/**
 * @param source how messages call the file
 * @returns undefined when there is no such file
 * @throws StartError when it cannot be read, or others than its owner could read it too
 */
export function readKeyFile(file: string, source: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = fs.openSync(/*turbopackIgnore: true*/ file, 'r');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'ENOENT') return undefined;
    throw new StartError(`${source} cannot be read (${code}).`, { cause: thrown });
  }
  try {
    // Node reports no such modes on Windows: there every file looks open.
    if (process.platform !== 'win32' && (fs.fstatSync(descriptor).mode & 0o077) !== 0) {
      throw new StartError(`${source} can be read by others than its owner. Close it first: chmod 600.`);
    }
    return fs.readFileSync(descriptor, 'utf8');
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Tells whether a file is still what it was, without reading it; empty when there is none. */
export function keyFileStamp(file: string): string {
  const stat = fs.statSync(/*turbopackIgnore: true*/ file, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.mtimeNs} ${stat.size}` : '';
}

/** Makes the text of a ring with one new random key. */
export const newKeyText = () => `${randomBytes(32).toString('base64')}\n`;

/**
 * Writes a file that did not exist, for its owner only, and returns once it is on the disk under its name (threats.md C-05, C-08).
 * @throws Error with code EEXIST when there is one: a key is never overwritten
 */
export const createKeyFile = (file: string, text: string): void =>
  write(file, text, (unfinished) => {
    fs.linkSync(/*turbopackIgnore: true*/ unfinished, file); // unlike rename it takes no existing name
    fs.rmSync(/*turbopackIgnore: true*/ unfinished);
  });

/** Writes over a file: whoever reads it meanwhile meets the old text or the new one, whole (threats.md C-08). */
export const replaceKeyFile = (file: string, text: string): void =>
  write(file, text, (unfinished) => fs.renameSync(/*turbopackIgnore: true*/ unfinished, file));

function write(file: string, text: string, finish: (unfinished: string) => void): void {
  const unfinished = unfinishedName(file);
  const descriptor = fs.openSync(/*turbopackIgnore: true*/ unfinished, 'wx', 0o600);
  try {
    fs.writeFileSync(descriptor, text);
    fs.fsyncSync(descriptor);
    finish(unfinished);
  } catch (thrown) {
    fs.rmSync(/*turbopackIgnore: true*/ unfinished, { force: true });
    throw thrown;
  } finally {
    fs.closeSync(descriptor);
  }
  syncFolderOf(file);
}
