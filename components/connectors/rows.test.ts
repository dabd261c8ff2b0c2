import { expect, test } from 'vitest';
import { rowErrors, toPairs, withPairs } from './rows.ts';

const rows = [
  { name: 'hidden', value: 'h' },
  { name: 'a', value: '1' },
  { name: 'b', value: '2' },
];
const isHidden = ({ name }: { name: string }) => name === 'hidden';
const shown = () => toPairs(rows).filter(({ key }) => key !== 'hidden');

test('an edited row stays in its place, beside those that are not shown', () => {
  const pairs = shown().map((pair) => (pair.key === 'a' ? { ...pair, value: '9' } : pair));
  expect(withPairs(rows, pairs, isHidden)).toEqual([rows[0], { name: 'a', value: '9' }, rows[2]]);
});

test('a removed row goes and an added one comes last', () => {
  const pairs = [...shown().slice(1), { id: '3', key: 'c', value: '3' }];
  expect(withPairs(rows, pairs, isHidden)).toEqual([rows[0], rows[2], { name: 'c', value: '3' }]);
});

test('complaints are found by the place of their row', () => {
  const error = (message: string) => ({ type: 'rule', message });
  const { keyErrors, valueErrors } = rowErrors([undefined, { name: error('twice') }, { value: error('bad') }]);
  expect([...keyErrors]).toEqual([['1', 'twice']]);
  expect([...valueErrors]).toEqual([['2', 'bad']]);
});
