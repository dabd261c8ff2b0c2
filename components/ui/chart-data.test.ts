import { expect, test } from 'vitest';
import { barPositions, stackedOn } from './chart-data.ts';

const series = [
  { label: 'a', values: [1, 0, null], color: '--studio-success' as const },
  { label: 'b', values: [2, 3, 4], color: '--studio-danger' as const },
];

test('stacked heights add up, the highest is drawn first, and nothing is no bar', () => {
  expect(stackedOn(series, 3)).toEqual({
    data: [
      [0, 1, 2],
      [3, 3, 4],
      [1, null, null],
    ],
    splits: [0, 1, 2],
  });
});

test('bars of a group stand side by side, their label in the middle, a gap before the next', () => {
  expect(barPositions(series, 3)).toEqual({
    data: [
      [0, 1, 2, 3, 4, 5, 6, 7],
      [1, null, null, 0, null, null, null, null],
      [null, 2, null, null, 3, null, null, 4],
    ],
    splits: [0.5, 3.5, 6.5],
  });
});

test('without labels there is nothing to draw', () => {
  expect(barPositions(series, 0)).toEqual({ data: [[], [], []], splits: [] });
  expect(stackedOn([], 0)).toEqual({ data: [[]], splits: [] });
});
