import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Keys, listKeys, retireKey, rotateKeys } from '#lib/operations/keys.ts';
import { openRing } from '#lib/sealing/open-ring.ts';
import { type SealedData, sealedData } from './sealed-data.ts';

const keysOf = ({ file, ringFile, ring }: SealedData): Keys => ({ file, ringFile, sealing: ring() });
const plain = (data: SealedData) => data.opened().then((all) => [...all].map(([owner, values]) => [owner, { ...values }]));

test('C-07, C-22: a rotation makes a key, wraps every data key with it, and every value opens as before', async () => {
  using data = await sealedData(120);
  const keys = keysOf(data);
  const before = keys.sealing.ring.active.id;
  const progress: number[] = [];
  const done = await rotateKeys(keys, { deep: false, now: 5, onProgress: (count) => progress.push(count) });
  expect(done).toEqual({ active: expect.stringMatching(/^[0-9a-f]{8}$/), isNew: true, wrapped: 120, resealed: 0 });
  expect(done.active).not.toBe(before);
  expect(progress).toEqual([50, 100, 120]);
  expect(listKeys(keys)).toEqual([
    { id: done.active, is_active: true, created_at: 5, wraps: 120 },
    { id: before, is_active: false, created_at: 1, wraps: 0 },
  ]);
  expect(await plain(data)).toEqual([...data.values]);
  expect(fs.statSync(data.ringFile).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(data.folder).filter((name) => name.startsWith('sealing'))).toEqual(['sealing.key']);
});

test('C-07: a deep rotation makes new data keys and seals every value again', async () => {
  using data = await sealedData(7);
  const done = await rotateKeys(keysOf(data), { deep: true, now: 5 });
  expect(done).toMatchObject({ isNew: true, wrapped: 0, resealed: 7 });
  expect(await plain(data)).toEqual([...data.values]);
  const again = await rotateKeys(keysOf(data), { deep: true, now: 6 });
  expect(again).toMatchObject({ isNew: true, resealed: 7 });
  expect(await plain(data)).toEqual([...data.values]);
});

test('C-07: rotating again makes another key, and each that wraps nothing can be retired', async () => {
  using data = await sealedData(3);
  const first = data.ring().ring.active.id;
  const second = (await rotateKeys(keysOf(data), { deep: false, now: 5 })).active;
  const third = (await rotateKeys(keysOf(data), { deep: false, now: 6 })).active;
  expect(data.ring().ring.keys.map(({ id }) => id)).toEqual([third, second, first]);
  retireKey(keysOf(data), second);
  retireKey(keysOf(data), first);
  expect(data.ring().ring.keys.map(({ id }) => id)).toEqual([third]);
  expect(await plain(data)).toEqual([...data.values]);
});

test('C-07: a key that is active or still wraps something stays', async () => {
  using data = await sealedData(3);
  const keys = keysOf(data);
  const old = keys.sealing.ring.active.id;
  expect(() => retireKey(keys, old)).toThrow(`${old} is the active key. Rotate first`);
  expect(() => retireKey(keys, 'ffffffff')).toThrow('There is no sealing key ffffffff.');
  fs.writeFileSync(data.ringFile, `${Buffer.alloc(32, 9).toString('base64')}\n${fs.readFileSync(data.ringFile, 'utf8')}`);
  expect(() => retireKey(keysOf(data), old)).toThrow(`${old} still wraps 3 data keys.`);
  expect(data.ring().ring.find(old)).toBeDefined();
});

test('C-07: a ring of the environment is changed by its owner; then everything is wrapped with its first key', async () => {
  using data = await sealedData(3);
  const old = fs.readFileSync(data.ringFile, 'utf8').trim();
  const keysWith = (text: string): Keys => ({
    file: data.file,
    ringFile: undefined,
    sealing: openRing({ text }, data.ringFile, { registered: [], used: [] }),
  });
  await expect(rotateKeys(keysWith(old), { deep: false, now: 5 })).rejects.toThrow(
    'The keys come from STUDIO_SEALING_KEY, which only you can change.',
  );
  const changed = keysWith(`${Buffer.alloc(32, 9).toString('base64')},${old}`);
  expect(await rotateKeys(changed, { deep: false, now: 5 })).toMatchObject({ isNew: false, wrapped: 3 });
  expect(() => retireKey(changed, keysWith(old).sealing.ring.active.id)).toThrow('Nothing needs it any more.');
});

test('C-07, C-08: killed at any moment and run again, no value is lost and nothing stays with an older key', {
  timeout: 60_000,
}, async () => {
  using data = await sealedData(300);
  const environment = { ...process.env, STUDIO_DATA_DIR: data.folder, STUDIO_SEALING_KEY: '', STUDIO_SEALING_KEY_FILE: '' };
  const run = () => spawn(process.execPath, [path.resolve('scripts/studio.ts'), 'keys', 'rotate'], { env: environment, stdio: 'ignore' });
  for (let round = 0; round < 4; round++) {
    const child = run();
    const started = fs.readFileSync(data.ringFile, 'utf8');
    // From the moment at which the ring has changed on, data keys of two sealing keys lie side by side.
    while (fs.readFileSync(data.ringFile, 'utf8') === started && child.exitCode === null) await new Promise((go) => setTimeout(go, 1));
    await new Promise((go) => setTimeout(go, round * 7));
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(await plain(data)).toEqual([...data.values]);
  }
  const last = run();
  await once(last, 'exit');
  expect(last.exitCode).toBe(0);
  const [active, ...older] = listKeys(keysOf(data));
  expect(active).toMatchObject({ is_active: true, wraps: 300 });
  expect(older.map(({ wraps }) => wraps)).toEqual(older.map(() => 0));
  expect(await plain(data)).toEqual([...data.values]);
});
