import { expect, test } from 'vitest';
import { changedPaths } from './changed-paths.ts';
import type { Connector } from './connector.ts';

const action = { action_type: 'PREDICT' as const, method: 'POST', url: 'https://a.test/1', headers: { A: '1' } };
const before: Connector = {
  name: 'one',
  protocol: 'http',
  parameters: { model: 'm', 'a.b': 'x', ['__proto__']: 'y' },
  actions: [action],
  created_time: 1,
  last_updated_time: 1,
};

test('a change is named by its path, and the time of it is none', () => {
  const after: Connector = {
    ...before,
    name: 'two',
    parameters: { ...before.parameters, model: 'n', added: '1' },
    actions: [{ ...action, url: 'https://a.test/2', headers: { A: '2' } }],
    last_updated_time: 2,
  };
  expect(changedPaths(before, after)).toEqual(['name', 'parameters.model', 'parameters.added', 'actions[0].url', 'actions[0].headers.A']);
});

test('what came or went is one path', () => {
  const { name, ...nameless } = before;
  expect(changedPaths(before, { ...nameless, actions: [action, action], description: 'd' })).toEqual(['name', 'actions[1]', 'description']);
});

test('credential fields are named after all else', () => {
  expect(changedPaths(before, { ...before, version: '2' }, ['key', 'secret'])).toEqual(['version', 'credential.key', 'credential.secret']);
  expect(changedPaths(before, before)).toEqual([]);
});
