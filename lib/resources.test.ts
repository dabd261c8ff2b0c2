import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freshFolder } from '../test/fresh-store.ts';

const key = Symbol.for('studio.resources');

const forget = () => Reflect.deleteProperty(globalThis, key);

beforeEach(forget); // other tests of this process open their own
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  forget();
});

/** A copy of the module of its own, as Next's bundle and Node's loader have. */
async function copy() {
  vi.resetModules();
  return import('./resources.ts');
}

function environment(values: Record<string, string>) {
  const all = { LOG_LEVEL: 'silent', STUDIO_DATA_DIR: path.join(freshFolder(), 'data'), ...values };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  return all;
}

test('a page that reads data while it is built stops the build, and nothing is made', async () => {
  const { STUDIO_DATA_DIR } = environment({ NEXT_PHASE: 'phase-production-build' });
  const { resources } = await copy();
  expect(() => resources()).toThrow('A page read data during next build: it must be dynamic.');
  expect(fs.existsSync(STUDIO_DATA_DIR)).toBe(false);
});

test('two copies of the module share one store, one key ring and one lock', async () => {
  environment({});
  const [one, two] = [await copy(), await copy()];
  expect(one.resources).not.toBe(two.resources);
  const opened = one.resources();
  expect(two.resources()).toBe(opened);
  await opened.close();
});

test('a start that fails stays failed, and leaves the directory to the next process', async () => {
  const { STUDIO_DATA_DIR } = environment({ STUDIO_SEALING_KEY: 'not a key' });
  const { resources } = await copy();
  expect(() => resources()).toThrow('STUDIO_SEALING_KEY: key 1 is not 32 bytes');
  expect(() => resources()).toThrow('STUDIO_SEALING_KEY: key 1 is not 32 bytes'); // though it is out of the environment by now
  expect(fs.existsSync(path.join(STUDIO_DATA_DIR, 'sealing.key'))).toBe(false);
  Reflect.deleteProperty(globalThis, key); // as a new process
  await (await copy()).resources().close();
});

test('C-06 data that was sealed does not open without its key', async () => {
  const { STUDIO_DATA_DIR } = environment({});
  const first = (await copy()).resources();
  const { makeSealer } = await import('./sealing/sealer.ts');
  const { data_key } = makeSealer(first.sealing.ring).seal('c1', { key: 'secret' });
  await first.store.prisma.dataKey.create({ data: { owner_id: 'c1', wrapped: data_key } });
  const { id } = first.sealing.ring.active;
  await first.close();
  Reflect.deleteProperty(globalThis, key);
  fs.rmSync(path.join(STUDIO_DATA_DIR, 'sealing.key'));
  expect((await copy()).resources).toThrow(`The credentials in this database are sealed with the key ${id}, but there is no`);
  expect(fs.existsSync(path.join(STUDIO_DATA_DIR, 'sealing.key'))).toBe(false);
});
