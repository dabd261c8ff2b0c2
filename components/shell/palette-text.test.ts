import { expect, test } from 'vitest';
import { fits } from './palette-text.ts';

test('words are found in any order and case', () => {
  expect(fits('Use the dark theme', 'THEME da')).toBe(true);
  expect(fits('Use the dark theme', 'theme light')).toBe(false);
  expect(fits('Cluster settings', '')).toBe(true);
});
