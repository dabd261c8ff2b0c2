import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Config, readConfig } from '#lib/config.ts';
import { takeDataDirectory } from '#lib/data-directory.ts';
import { examine } from '#lib/operations/doctor.ts';
import { freshFolder } from '../fresh-store.ts';
import { sealedData } from './sealed-data.ts';

const configOf = (folder: string, port = 0): Config => ({ ...readConfig({ NODE_ENV: 'test', STUDIO_DATA_DIR: folder }), port });
const problemsOf = async (config: Config) =>
  (await examine(config)).filter(({ state }) => state === 'problem').map(({ about, words }) => `${about}: ${words}`);

test('a healthy installation has no problem, and looking at it changes nothing', async () => {
  using data = await sealedData(2);
  const files = () => fs.readdirSync(data.folder).filter((name) => !/-(wal|shm)$/.test(name)); // a reader of the database makes them
  const look = () => files().map((name) => [name, fs.statSync(path.join(data.folder, name)).mtimeMs]);
  takeDataDirectory(data.folder).release();
  const before = look();
  const findings = await examine(configOf(data.folder));
  expect(findings.map(({ about, state }) => `${about} ${state}`)).toEqual([
    'data directory ok',
    'server ok',
    'database ok',
    'schema ok',
    'sealing keys warning',
    'disk ok',
    'port ok',
  ]);
  expect(look()).toEqual(before);
});

test('before the first start there is nothing to complain about, and nothing is made', async () => {
  const folder = path.join(freshFolder(), 'data');
  expect(await problemsOf(configOf(folder))).toEqual([]);
  expect(fs.existsSync(folder)).toBe(false);
  fs.mkdirSync(folder, { mode: 0o700 });
  expect(await problemsOf(configOf(folder))).toEqual([]);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('C-06: a missing sealing key is named', async () => {
  using data = await sealedData(2);
  const { id } = data.ring().ring.active;
  fs.rmSync(data.ringFile);
  expect(await problemsOf(configOf(data.folder))).toEqual([
    `sealing keys: The credentials in this database are sealed with the key ${id}, but there is no ${data.ringFile}. Bring that key back; nothing else can open them.`,
  ]);
  expect(fs.existsSync(data.ringFile)).toBe(false);
});

test('C-05, D-13: files that others can read are named', async () => {
  using data = await sealedData(1);
  fs.chmodSync(data.file, 0o644);
  expect(await problemsOf(configOf(data.folder))).toEqual([
    `data directory: Other users can read studio.db. Close it: chmod -R go= ${data.folder}`,
  ]);
});

test('D-10: a damaged database leads to a restore', async () => {
  using data = await sealedData(50);
  const bytes = fs.readFileSync(data.file);
  fs.writeFileSync(data.file, bytes.subarray(0, bytes.length / 2));
  const [problem = ''] = await problemsOf(configOf(data.folder));
  expect(problem).toContain('is damaged');
  expect(problem).toContain('npm run studio -- restore <file>');
});

test('a port of another program is told from the port of the running studio', async () => {
  using data = await sealedData(1);
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    expect(await problemsOf(configOf(data.folder, port))).toEqual([
      `port: 127.0.0.1:${port} is used by another program. Choose others with HOST and PORT.`,
    ]);
    const { release } = takeDataDirectory(data.folder);
    expect(await problemsOf(configOf(data.folder, port))).toEqual([]);
    release();
  } finally {
    other.close();
  }
});
