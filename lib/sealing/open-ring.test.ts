import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isStartError } from '#lib/start-error.ts';
import { freshFolder } from '../../test/fresh-store.ts';
import { type KnownKeys, openRing } from './open-ring.ts';

const nothing: KnownKeys = { registered: [], used: [] };
const newKey = () => randomBytes(32).toString('base64');

function fileWith(text: string, mode = 0o600) {
  const file = path.join(freshFolder(), 'keys');
  fs.writeFileSync(file, text, { mode });
  fs.chmodSync(file, mode);
  return file;
}
const lineOf = (work: () => unknown) => {
  try {
    work();
    return 'no failure';
  } catch (thrown) {
    return isStartError(thrown) ? thrown.message : `another failure: ${thrown}`;
  }
};
const idOf = (key: string) => openRing({ text: key }, '/nowhere/sealing.key', nothing).ring.active.id;

test('C-05 the first start makes a key for its owner only, and later starts use it', () => {
  const file = path.join(freshFolder(), 'sealing.key');
  const first = openRing({}, file, nothing);
  expect(first).toMatchObject({ source: 'data_directory', isNew: true });
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(Buffer.from(fs.readFileSync(file, 'utf8'), 'base64')).toHaveLength(32);
  expect(fs.readdirSync(path.dirname(file))).toEqual(['sealing.key']);
  const second = openRing({}, file, { registered: [...first.ring.keys], used: [first.ring.active.id] });
  expect(second).toMatchObject({ isNew: false });
  expect(second.ring.active.id).toBe(first.ring.active.id);
});

test('C-05 a key in the environment goes before a file, and a named file before the own one', () => {
  const [inText, inFile] = [newKey(), newKey()];
  const file = fileWith(inFile);
  const ownFile = path.join(freshFolder(), 'sealing.key');
  expect(openRing({ text: inText, file }, ownFile, nothing)).toMatchObject({
    source: 'environment',
    ring: { active: { id: idOf(inText) } },
  });
  expect(openRing({ file }, ownFile, nothing)).toMatchObject({ source: 'file', ring: { active: { id: idOf(inFile) } } });
  expect(fs.existsSync(ownFile)).toBe(false);
});

test('a ring holds several keys, by line or comma, the first of them active', () => {
  const keys = [newKey(), newKey(), newKey()];
  for (const text of [keys.join(','), `${keys.join('\n')}\n`, ` ${keys[0]} ,\r\n${keys[1]}\n\n${keys[2]}`]) {
    const { ring } = openRing({ text }, '/nowhere', nothing);
    expect(ring.keys.map(({ id }) => id)).toEqual(keys.map(idOf));
    expect(ring.active.id).toBe(idOf(keys[0] ?? ''));
  }
});

test('the id of a key is the start of a hash, so that everybody computes the same', () => {
  expect(idOf(Buffer.alloc(32, 7).toString('base64'))).toBe('0d21d878');
});

test.each([
  ['hello', 'STUDIO_SEALING_KEY: key 1 is not 32 bytes in base64. Make one with: openssl rand -base64 32'],
  [Buffer.alloc(16).toString('base64'), 'STUDIO_SEALING_KEY: key 1 is not 32 bytes in base64. Make one with: openssl rand -base64 32'],
  [
    `${Buffer.alloc(32).toString('base64')},x`,
    'STUDIO_SEALING_KEY: key 2 is not 32 bytes in base64. Make one with: openssl rand -base64 32',
  ],
  [`${Buffer.alloc(32).toString('base64')}\n${Buffer.alloc(32).toString('base64')}`, 'STUDIO_SEALING_KEY holds the same key twice.'],
  [' , ', 'STUDIO_SEALING_KEY holds no key. Make one with: openssl rand -base64 32'],
])('C-05 the text %j is refused without quoting it', (text, line) => {
  expect(lineOf(() => openRing({ text }, '/nowhere', nothing))).toBe(line);
});

test('C-05 a key file that others could read is refused', () => {
  for (const mode of [0o640, 0o604, 0o660]) {
    const file = fileWith(newKey(), mode);
    expect(lineOf(() => openRing({ file }, '/nowhere', nothing))).toBe(
      `STUDIO_SEALING_KEY_FILE: ${file} can be read by others than its owner. Close it first: chmod 600.`,
    );
    expect(lineOf(() => openRing({}, file, nothing))).toBe(`${file} can be read by others than its owner. Close it first: chmod 600.`);
  }
});

test('C-05 a named key file that is not there is refused, not made', () => {
  const file = path.join(freshFolder(), 'absent');
  expect(lineOf(() => openRing({ file }, '/nowhere', nothing))).toBe(`STUDIO_SEALING_KEY_FILE: ${file} does not exist.`);
  expect(fs.existsSync(file)).toBe(false);
});

test('C-06 a lost key over sealed data stops the start, names the key, and makes no second one', () => {
  const file = path.join(freshFolder(), 'sealing.key');
  expect(lineOf(() => openRing({}, file, { registered: [], used: ['0a1b2c3d'] }))).toBe(
    `The credentials in this database are sealed with the key 0a1b2c3d, but there is no ${file}. Bring that key back; nothing else can open them.`,
  );
  expect(fs.existsSync(file)).toBe(false);
});

test('C-06 another key than the one that sealed the data stops the start', () => {
  const text = newKey();
  expect(lineOf(() => openRing({ text }, '/nowhere', { registered: [], used: ['0a1b2c3d'] }))).toBe(
    `The credentials in this database are sealed with the key 0a1b2c3d, but the keys here are ${idOf(text)}. Bring that key back; nothing else can open them.`,
  );
});

test('C-06 a key that only shares the id of the known one stops the start', () => {
  const text = newKey();
  const registered = [{ id: idOf(text), check_value: 'another' }];
  expect(lineOf(() => openRing({ text }, '/nowhere', { registered, used: [] }))).toContain('is not the one that this database knows');
});

test('C-08 a ring that does not know a key reads its file once more', () => {
  const [old, later] = [newKey(), newKey()];
  const file = fileWith(old);
  const { ring } = openRing({ file }, '/nowhere', nothing);
  expect(ring.find(idOf(later))).toBeUndefined();
  fs.writeFileSync(file, `${later}\n${old}\n`);
  expect(ring.find(idOf(later))?.id).toBe(idOf(later));
  expect(ring.active.id).toBe(idOf(later));
  fs.rmSync(file);
  expect(ring.find('ffffffff')).toBeUndefined();
  expect(ring.find(idOf(old))?.id).toBe(idOf(old)); // a file that went away takes no key with it
});
