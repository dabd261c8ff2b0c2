import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../test/fresh-store.ts';
import { takeDataDirectory } from './data-directory.ts';

const takeInOtherProcess = (folder: string) =>
  spawnSync(process.execPath, [path.resolve('test/programs/take-data-directory.ts'), folder], { encoding: 'utf8' }).stdout.trim();

test('D-13 the directory is made, and open to its owner only', () => {
  const folder = path.join(freshFolder(), 'deep', 'data');
  const taken = takeDataDirectory(folder);
  expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  expect(fs.statSync(taken.file('server.lock')).mode & 0o777).toBe(0o600);
  taken.release();
});

test('N-12 an empty directory, or our own, that others could read is closed', () => {
  const folder = freshFolder();
  for (let start = 0; start < 2; start++) {
    fs.chmodSync(folder, 0o755);
    takeDataDirectory(folder).release();
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  }
});

test('N-12 a directory of somebody else is refused as it is', () => {
  const folder = freshFolder();
  fs.chmodSync(folder, 0o755);
  fs.writeFileSync(path.join(folder, 'letter.txt'), '');
  expect(() => takeDataDirectory(folder)).toThrow('holds other files and is open to other users');
  expect(fs.statSync(folder).mode & 0o777).toBe(0o755);
});

test('D-13 a second server on the same directory is refused with a clear line, until the first lets go', () => {
  const folder = freshFolder();
  const taken = takeDataDirectory(folder);
  expect(takeInOtherProcess(folder)).toBe(
    `Another server uses ${folder}. Stop it first, or set STUDIO_DATA_DIR to a directory of its own.`,
  );
  taken.release();
  expect(takeInOtherProcess(folder)).toBe('taken');
});

test('a path that is a file is refused', () => {
  const file = path.join(freshFolder(), 'data');
  fs.writeFileSync(file, '');
  expect(() => takeDataDirectory(file)).toThrow(`STUDIO_DATA_DIR: ${file} cannot be used (EEXIST).`);
});
