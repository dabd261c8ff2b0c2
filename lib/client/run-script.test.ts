import { expect, test, vi } from 'vitest';
import { lazyScripts } from './run-script.ts';

const fetchRunner = async () => (await import('./script-runner.ts')).runScript;
const params = new Map([['a', 'b']]);

test('a script runs once what runs it is there, which is told', async () => {
  const { load, run, areReady, onReady } = lazyScripts(fetchRunner);
  const ready = vi.fn();
  onReady(ready);
  expect(areReady()).toBe(false);
  expect(() => run('return params.a', params)).toThrow('What runs scripts is being loaded.');
  await load();
  expect(ready).toHaveBeenCalledOnce();
  expect(areReady()).toBe(true);
  expect(run('return params.a', params)).toBe('b');
});

test('a fetch that failed is tried again', async () => {
  const fetched = vi.fn(fetchRunner).mockRejectedValueOnce(new Error('offline'));
  const { load, areReady } = lazyScripts(fetched);
  await load();
  expect(areReady()).toBe(false);
  await load();
  expect(areReady()).toBe(true);
});
