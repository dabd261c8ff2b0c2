import { expect, test } from 'vitest';
import { modelStates } from '#lib/models/model.ts';
import { serverQuery } from './model-list.ts';
import { shownState, stateOptions, statesOf } from './model-state.ts';

test('every state of ML Commons has words', () => {
  for (const state of modelStates) expect(shownState(state).words).toMatch(/^[A-Z]/);
});

test('states that read alike are one choice with one count', () => {
  const facets = [
    { value: 'REGISTERED', count: 2 },
    { value: 'UNDEPLOYED', count: 3 },
    { value: 'DEPLOYED', count: 1 },
  ];
  expect(stateOptions(facets)).toEqual([
    { value: 'deployed', label: 'Deployed', count: 1 },
    { value: 'not_deployed', label: 'Not deployed', count: 5 },
  ]);
});

test('a choice asks the server for all its states, a word that is none for nothing', () => {
  expect(statesOf(['not_deployed', 'deployed'])).toEqual(['REGISTERED', 'UNDEPLOYED', 'TRAINED', 'DEPLOYED']);
  expect(serverQuery({ q: 'a', state: ['nonsense'] })).toEqual({ q: 'a', state: ['nonsense'] });
  expect(serverQuery({ q: '' })).toEqual({ q: '', state: [] });
});
