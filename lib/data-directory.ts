import '#server-only';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { isStartError, StartError } from './start-error.ts';

export type DataDirectory = {
  /** Path of a file in it. */
  file(name: string): string;
  /** Lets another server use the directory. */
  release(): void;
};

/**
 * Makes the data directory if need be, closes it to everybody else (0700) and takes it for this server alone (threats.md D-13).
 * @throws StartError when it cannot be used, or another server uses it
 */
export function takeDataDirectory(folder: string): DataDirectory {
  try {
    fs.mkdirSync(/*turbopackIgnore: true*/ folder, { recursive: true, mode: 0o700 });
    closeToOthers(folder);
    fs.accessSync(/*turbopackIgnore: true*/ folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch (thrown) {
    if (isStartError(thrown)) throw thrown;
    const code = thrown instanceof Error && 'code' in thrown ? ` (${thrown.code})` : '';
    throw new StartError(`STUDIO_DATA_DIR: ${folder} cannot be used${code}.`, { cause: thrown });
  }
  const file = (name: string) => path.join(/*turbopackIgnore: true*/ folder, name);
  const lock = takeLock(file('server.lock'), folder);
  return { file, release: () => lock.close() };
}

/** A directory with other things in it is not ours to close: `/tmp` would be a cruel example. */
function closeToOthers(folder: string): void {
  const { mode } = fs.statSync(/*turbopackIgnore: true*/ folder);
  if ((mode & 0o777) === 0o700) return;
  const content = fs.readdirSync(/*turbopackIgnore: true*/ folder);
  if (content.length > 0 && !content.includes('server.lock')) {
    throw new StartError(
      `STUDIO_DATA_DIR: ${folder} holds other files and is open to other users. Name a directory of its own, or close it: chmod 700.`,
    );
  }
  fs.chmodSync(/*turbopackIgnore: true*/ folder, 0o700);
}

/** Whether a server has taken the directory; nothing is changed. */
export function isTaken(folder: string): boolean {
  const file = path.join(/*turbopackIgnore: true*/ folder, 'server.lock');
  if (!fs.existsSync(/*turbopackIgnore: true*/ file)) return false;
  try {
    takeLock(file, folder).close();
    return false;
  } catch (thrown) {
    if (isStartError(thrown)) return true;
    throw thrown;
  }
}

/** Node has no file locks, SQLite has: this one ends with the process, however it ends. */
function takeLock(file: string, folder: string): Database.Database {
  fs.closeSync(fs.openSync(/*turbopackIgnore: true*/ file, 'a', 0o600));
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (thrown) {
    lock.close();
    throw new StartError(`Another server uses ${folder}. Stop it first, or set STUDIO_DATA_DIR to a directory of its own.`, {
      cause: thrown,
    });
  }
}
