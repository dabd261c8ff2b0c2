import '#server-only';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** A name beside `file` for what is not finished yet. */
export const unfinishedName = (file: string) => `${file}.${randomBytes(6).toString('hex')}`;

/** Returns once what was written to the file is on the disk. */
export function syncFile(file: string): void {
  const descriptor = fs.openSync(/*turbopackIgnore: true*/ file, 'r+');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Returns once the names in the folder are on the disk. */
export function syncFolderOf(file: string): void {
  const folder = fs.openSync(/*turbopackIgnore: true*/ path.dirname(file), 'r');
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}
