import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import type { SealedCredential } from '#lib/predict/ports.ts';
import { encrypt } from './envelope.ts';
import { makeRing, parseKeys } from './key-ring.ts';
import { makeOpener } from './opener.ts';
import { makeSealer } from './sealer.ts';

const newRing = (count = 1) =>
  makeRing(parseKeys(Array.from({ length: count }, () => randomBytes(32).toString('base64')).join('\n'), 'the test'));
const ring = newRing();
const { seal, add } = makeSealer(ring);
const open = makeOpener(ring);

const isRefused = (sealed: SealedCredential) => {
  try {
    open(sealed);
    return false;
  } catch (thrown) {
    return isStudioError(thrown) && thrown.status === 500 && thrown.message.includes('credential_unreadable');
  }
};

test('what was sealed opens again, whatever its names and values', () => {
  const values = Object.fromEntries([
    ['access_key', 'AKIA…'],
    ['secret_key', 'grüße 🙂\n'],
    ['empty', ''],
    ['__proto__', 'harmless'],
    ['constructor', 'x'],
    ['a\nb', 'line break in a name'],
  ]);
  const opened = open(seal('c1', values));
  expect(Object.entries(opened)).toEqual(Object.entries(values));
  expect(Object.getPrototypeOf(opened)).toBe(Object.prototype);
});

test('the stored parts have the documented format', () => {
  const sealed = seal('c1', { key: 'value' });
  expect(sealed.data_key).toMatch(new RegExp(`^dk1\\.${ring.active.id}\\.[\\w-]{16}\\.[\\w-]{64}$`));
  expect(sealed.fields.key).toMatch(/^cf1\.1\.[\w-]{16}\.[\w-]{28}$/);
});

test('a field is added under the same data key, and the others stay as they are', () => {
  const before = seal('c1', { a: '1', b: '2' });
  const after = add(before, { b: 'new', c: '3' });
  expect(after.data_key).toBe(before.data_key);
  expect(after.fields.a).toBe(before.fields.a);
  expect(open(after)).toEqual({ a: '1', b: 'new', c: '3' });
});

test('C-02 parts of one connector or field do not open in the place of another', () => {
  const one = seal('c1', { a: '1', b: '2' });
  const two = seal('c2', { a: '1', b: '2' });
  expect(isRefused({ ...one, owner: 'c2' })).toBe(true);
  expect(isRefused({ ...one, data_key: two.data_key })).toBe(true);
  expect(isRefused({ ...one, fields: two.fields })).toBe(true);
  expect(isRefused({ ...one, fields: { a: one.fields.b ?? '', b: one.fields.a ?? '' } })).toBe(true);
  expect(isRefused({ ...two, owner: 'c1', fields: one.fields })).toBe(true);
});

test('C-02 an older data key of the same connector does not open', () => {
  const older = seal('c1', { a: '1' });
  const newer = seal('c1', { a: '1' });
  expect(isRefused({ ...newer, data_key: older.data_key })).toBe(true);
  const renumbered = newer.fields.a?.replace(/^cf1\.1\./, 'cf1.2.') ?? '';
  expect(isRefused({ ...newer, fields: { a: renumbered } })).toBe(true);
});

test('C-02 adding to a credential that cannot be read is refused', () => {
  const sealed = seal('c1', { a: '1' });
  expect(() => add({ ...sealed, owner: 'c2' }, { b: '2' })).toThrow('credential_unreadable');
});

/** Every text that differs from `text` in one character of the alphabet of the format. */
function* neighbours(text: string) {
  for (let at = 0; at < text.length; at++) {
    for (const other of ['A', 'B', '0', '_', '-', '.', '=', 'é', '']) {
      if (other !== text[at]) yield text.slice(0, at) + other + text.slice(at + 1);
    }
  }
}

test('C-03 a change of any single character of a stored part is refused', () => {
  const sealed = seal('c1', { a: 'secret' });
  for (const data_key of neighbours(sealed.data_key)) expect(isRefused({ ...sealed, data_key }), data_key).toBe(true);
  for (const a of neighbours(sealed.fields.a ?? '')) expect(isRefused({ ...sealed, fields: { a } }), a).toBe(true);
});

test('C-03 a flip of any single bit of a stored part is refused', () => {
  const sealed = seal('c1', { a: 'secret' });
  const [kind, version, nonce = '', body = ''] = sealed.fields.a?.split('.') ?? [];
  for (const [index, part] of [nonce, body].entries()) {
    const bytes = Buffer.from(part, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const parts = index === 0 ? [flipped.toString('base64url'), body] : [nonce, flipped.toString('base64url')];
      expect(isRefused({ ...sealed, fields: { a: [kind, version, ...parts].join('.') } })).toBe(true);
    }
  }
});

test('C-03 shorter tags are refused', () => {
  const sealed = seal('c1', { a: '' }); // the ciphertext is the tag alone
  const [kind, version, nonce, body = ''] = sealed.fields.a?.split('.') ?? [];
  const tag = Buffer.from(body, 'base64url');
  expect(tag).toHaveLength(16);
  for (const length of [4, 8, 12, 15]) {
    const short = [kind, version, nonce, tag.subarray(0, length).toString('base64url')].join('.');
    expect(isRefused({ ...sealed, fields: { a: short } }), `${length} bytes`).toBe(true);
  }
});

test('C-04 100,000 encryptions use no nonce twice, and the same value never looks the same', { timeout: 120_000 }, () => {
  const key = randomBytes(32);
  const nonces = new Set<string>();
  const bodies = new Set<string>();
  for (let n = 0; n < 100_000; n++) {
    const [nonce = '', body = ''] = encrypt(key, Buffer.from('same'), 'place').split('.');
    nonces.add(nonce);
    bodies.add(body);
  }
  expect(nonces.size).toBe(100_000);
  expect(bodies.size).toBe(100_000);
});

test('the first key of a ring seals, the others still open', () => {
  const older = newRing();
  const both = makeRing([...newRing().keys, ...older.keys]);
  const sealed = makeSealer(older).seal('c1', { a: '1' });
  expect(makeOpener(both)(sealed)).toEqual({ a: '1' });
  expect(makeSealer(both).seal('c2', { a: '1' }).data_key).toMatch(new RegExp(`^dk1\\.${both.active.id}\\.`));
  expect(isRefused(sealed)).toBe(true); // the ring of this file never had that key
});

test('C-20 a value up to 64 KiB is sealed as it is, a longer one refused by name', () => {
  const longest = ` ${'x'.repeat(64 * 1024 - 2)} `;
  expect(open(seal('c1', { key: longest }))).toEqual({ key: longest });
  expect(() => seal('c1', { key: `${longest}x` })).toThrow('The credential value [key] is larger than 65536 bytes');
  expect(() => seal('c1', { key: 'é'.repeat(33 * 1024) })).toThrow('larger than 65536 bytes');
});

test('C-09 only the wiring of the executor imports the function that opens credentials', () => {
  const importers: string[] = [];
  for (const folder of ['lib', 'app', 'components', 'server.ts']) {
    const files = fs.statSync(folder).isFile()
      ? [folder]
      : fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
    for (const file of files.filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))) {
      if (!file.startsWith('lib/sealing/') && /sealing\/(opener|envelope|data-key)\.ts/.test(fs.readFileSync(file, 'utf8')))
        importers.push(file);
    }
  }
  expect(importers).toEqual(['lib/wire-predictions.ts']);
});
