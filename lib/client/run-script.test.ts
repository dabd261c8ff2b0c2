import { expect, test, vi } from 'vitest';
import { areScriptsReady, loadScripts, onScriptsReady, runScript } from './run-script.ts';

test('a script runs once what runs it is there, which is told', async () => {
  const ready = vi.fn();
  const stop = onScriptsReady(ready);
  expect(areScriptsReady()).toBe(false);
  expect(() => runScript('return params.a', new Map([['a', 'b']]))).toThrow('What runs scripts is being loaded.');
  await loadScripts();
  expect(ready).toHaveBeenCalledOnce();
  expect(areScriptsReady()).toBe(true);
  expect(runScript('return params.a', new Map([['a', 'b']]))).toBe('b');
  stop();
});
