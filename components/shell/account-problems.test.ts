import { expect, test } from 'vitest';
import { accountProblems } from './account-problems.ts';

test('a short password and an empty name are told at their fields, in the words of the server', async () => {
  expect(await accountProblems({ username: '', password: 'short' })).toEqual({
    username: 'Enter a username.',
    password: 'Use at least 12 characters.',
  });
});

test('a good account has no problems', async () => {
  expect(await accountProblems({ username: 'ana', password: 'correct horse battery' })).toEqual({
    username: undefined,
    password: undefined,
  });
});
