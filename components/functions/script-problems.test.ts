import { expect, test } from 'vitest';
import { problemsAt } from './script-problems.ts';

const text = 'def a = 1;\nreturn nmae;';
const fault = (line: number, column: number) => problemsAt(text, { kind: 'failed', message: 'wrong', place: { line, column } });

test('a fault covers the word at its place', () => {
  const [problem] = fault(2, 8);
  expect(problem).toEqual({ from: 18, to: 22, severity: 'error', message: 'wrong' });
  expect(text.slice(18, 22)).toBe('nmae');
});

test('a fault at the end, or behind it, stays inside the text', () => {
  expect(fault(2, 100)).toMatchObject([{ from: text.length, to: text.length }]);
  expect(fault(9, 1)[0]?.from).toBeLessThanOrEqual(text.length);
  expect(problemsAt(text, { kind: 'failed', message: 'too long' })).toEqual([]);
});
