import { expect, test } from 'vitest';
import { jsonProblems, placeOf } from './editor-problem.ts';

const problemOf = (text: string) => {
  const [problem] = jsonProblems(text);
  return problem && { ...placeOf(text, problem.from), message: problem.message };
};

test('a JSON text without mistakes has no problem', () => {
  expect(jsonProblems('{"a": [1.0E-4, "ü"]}')).toEqual([]);
  expect(jsonProblems('  ')).toEqual([]);
});

test('a mistake is found at its line and column, also behind letters of several bytes', () => {
  expect(problemOf('{\n  "a": hello\n}')).toMatchObject({ line: 2, message: expect.stringContaining("Unrecognized token 'hello'") });
  expect(problemOf('{"é😀": 1 2}')).toMatchObject({ line: 1, column: 11 });
});

test('an open bracket is told at the end of the text, without the file that Jackson names', () => {
  const problem = problemOf('{"a": [1, 2');
  expect(problem?.message).toContain('Unexpected end-of-input');
  expect(problem).toMatchObject({ line: 1, column: 11 });
});
