import { expect, test } from 'vitest';
import { makeSourceFilter } from './source-filter.ts';

const source = { name: 'n', parameters: { model: 'm', tier: 'gold' }, actions: [{ url: 'u', method: 'POST' }, { url: 'v' }], empty: {} };

test.each([
  [['name'], [], { name: 'n' }],
  [['actions.url'], [], { actions: [{ url: 'u' }, { url: 'v' }] }],
  [['parameters.*'], ['parameters.model'], { parameters: { tier: 'gold' } }],
  [['parameters'], ['parameters.model', 'parameters.tier'], {}],
  [[], ['actions', 'empty'], { name: 'n', parameters: { model: 'm', tier: 'gold' } }],
  [['*.url'], [], { actions: [{ url: 'u' }, { url: 'v' }] }],
  [['credential', 'credential.*'], [], {}],
  [['empty'], [], { empty: {} }],
])('includes %j without %j', (includes, excludes, expected) => {
  expect(makeSourceFilter({ includes, excludes })(source)).toEqual(expected);
});

test('without patterns the source stays as it is', () => {
  expect(makeSourceFilter({ includes: [], excludes: [] })(source)).toBe(source);
});
