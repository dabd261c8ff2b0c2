import { expect, test } from 'vitest';
import { aBlueprint } from '../../test/a-blueprint.ts';
import { applyBlueprintChanges, type ConnectorCopy, copyOf, isSameValue } from './blueprint-changes.ts';

const [first] = aBlueprint().connector.actions;
const action = (changes: object) => ({ ...first, action_type: 'predict', method: 'POST', url: 'https://a.example', ...changes });
const connector = (changes: Partial<ConnectorCopy> = {}): ConnectorCopy => ({ ...aBlueprint().connector, ...changes });
const outcomes = (own: ConnectorCopy, before: ConnectorCopy, after: ConnectorCopy) =>
  applyBlueprintChanges(own, before, after).changes.map(({ path, outcome }) => `${outcome} ${path}`);

test('names, descriptions and versions are the connector’s own affair, and so is how an action type is spelt', () => {
  const after = connector({
    name: 'Other',
    description: 'New',
    version: '2',
    actions: [{ ...action(first ?? {}), action_type: 'PREDICT' }],
  });
  expect(applyBlueprintChanges(connector(), connector(), after).changes).toEqual([]);
});

test('actions that come and go are taken over from the end', () => {
  const [one, two, three] = ['1', '2', '3'].map((name) => action({ name }));
  const before = connector({ actions: [one, two, three] as ConnectorCopy['actions'] });
  const after = connector({ actions: [one] as ConnectorCopy['actions'] });
  const { changes, connector: made } = applyBlueprintChanges(before, before, after);
  expect(changes.map(({ path, outcome }) => `${outcome} ${path}`)).toEqual(['applied actions[2]', 'applied actions[1]']);
  expect(made.actions).toHaveLength(1);
  expect(applyBlueprintChanges(after, after, before).connector.actions.map(({ name }) => name)).toEqual(['1', '2', '3']);
});

test('a change that has no place in the connector is kept out and said', () => {
  const two = [action({}), action({ url: 'https://b.example' })] as ConnectorCopy['actions'];
  const before = connector({ actions: two });
  const after = connector({ actions: [two[0], { ...two[1], headers: { 'X-New': '1' } }] as ConnectorCopy['actions'] });
  const own = connector({ actions: two.slice(0, 1) });
  expect(outcomes(own, before, after)).toEqual(['same actions[1].headers.Authorization', 'kept actions[1].headers.X-New']);
});

test('a removed parameter goes where it has the old value, and stays where it has another', () => {
  const before = connector({ parameters: { a: '1', b: '2' } });
  const after = connector({ parameters: {} });
  const own = connector({ parameters: { a: '1', b: 'mine', c: '3' } });
  const { changes, connector: made } = applyBlueprintChanges(own, before, after);
  expect(changes.map(({ outcome }) => outcome)).toEqual(['applied', 'kept']);
  expect(made.parameters).toEqual({ b: 'mine', c: '3' });
});

test('parameters named like JavaScript’s own are compared as any other', () => {
  const before = connector({ parameters: { constructor: 'a' } });
  const after = connector({ parameters: { constructor: 'b', toString: 'c' } });
  expect(applyBlueprintChanges(before, before, after).connector.parameters).toEqual({ constructor: 'b', toString: 'c' });
});

test('nothing that was given is changed', () => {
  const own = connector();
  const frozen = JSON.stringify(own);
  applyBlueprintChanges(own, own, connector({ parameters: { model: 'x' } }));
  expect(JSON.stringify(own)).toBe(frozen);
});

test('a copy of a stored connector has no secret and asks for each', () => {
  const stored = { protocol: 'http' as const, parameters: {}, created_time: 0, last_updated_time: 0 };
  expect(copyOf(stored, ['key']).credential).toEqual({ key: '<key>' });
});

test('the order of members makes no difference, the order of items does', () => {
  expect(isSameValue({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
  expect(isSameValue([1, 2], [2, 1])).toBe(false);
  expect(isSameValue([1], [1, null])).toBe(false);
  expect(isSameValue({ a: null }, {})).toBe(false);
});
