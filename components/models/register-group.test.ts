import { expect, test } from 'vitest';
import { groupMembers, noGroupChoice } from './register-group.ts';

test('nothing is sent of a group that nobody chose', () => {
  expect(groupMembers(noGroupChoice)).toEqual({});
});

test('a group that is there keeps its own access', () => {
  expect(groupMembers({ group: 'g1', access: 'restricted', roles: ['ml'] })).toEqual({ model_group_id: 'g1' });
});

test('roles are sent with restricted access only', () => {
  expect(groupMembers({ group: null, access: 'restricted', roles: ['ml'] })).toEqual({ access_mode: 'restricted', backend_roles: ['ml'] });
  expect(groupMembers({ group: null, access: 'public', roles: ['ml'] })).toEqual({ access_mode: 'public' });
});
