import { expect, test } from 'vitest';
import { type Expression, parseQueryString } from './query-string.ts';

/** Short spelling of a parsed query: +must -not should, field:text, "phrase", (group). */
function show(expression: Expression): string {
  if (expression.type === 'group') {
    const signs = { must: '+', not: '-', should: '' };
    return `(${expression.clauses.map(({ occur, expression: inner }) => signs[occur] + show(inner)).join(' ')})`;
  }
  const field = expression.field === undefined ? '' : `${expression.field}:`;
  if (expression.type === 'range') {
    const { from, to, includesFrom, includesTo } = expression;
    return `${field}${includesFrom ? '[' : '{'}${from} TO ${to}${includesTo ? ']' : '}'}`;
  }
  return field + (expression.isPhrase ? `"${expression.text}"` : expression.text);
}

test.each([
  ['a b', '(a b)'],
  ['a AND b', '(+a +b)'],
  ['a OR b AND c', '(a +b +c)'],
  ['a AND NOT b', '(+a -b)'],
  ['+a -b c', '(+a -b c)'],
  ['name:search AND protocol:http', '(+name:search +protocol:http)'],
  ['name:(a OR b) c', '((name:a name:b) c)'],
  ['"two words"~2^3', '("two words")'],
  ['name.keyword:"Alpha \\"x\\""', '(name.keyword:"Alpha "x"")'],
  ['created_time:[0 TO *}', '(created_time:[0 TO *})'],
  ['latest_version:>=2', '(latest_version:[2 TO *])'],
  ['latest_version:<2', '(latest_version:[* TO 2})'],
  ['a\\:b', '(a:b)'],
])('%s', (text, expected) => {
  expect(show(parseQueryString(text, { dialect: 'query_string', operator: 'or' }))).toBe(expected);
});

test('with the operator AND only what an OR joins is optional', () => {
  expect(show(parseQueryString('a b OR c', { dialect: 'query_string', operator: 'and' }))).toBe('(+a b c)');
});

test.each(['(a', 'a)', '"a', 'x:[1 TO'])('what does not close is refused: %s', (text) => {
  expect(() => parseQueryString(text, { dialect: 'query_string', operator: 'or' })).toThrow();
});

test.each([
  ['a + b', '(+a +b)'],
  ['a | -b', '(a -b)'],
  ['AND (a', '(AND (a))'],
  ['a) b "c', '(a b "c)'],
  ['name:x', '(name:x)'],
])('the simple syntax takes everything: %s', (text, expected) => {
  expect(show(parseQueryString(text, { dialect: 'simple_query_string', operator: 'or' }))).toBe(expected);
});

test('brackets nested deep are refused before the stack is at risk', () => {
  expect(() => parseQueryString('('.repeat(5_000), { dialect: 'query_string', operator: 'or' })).toThrow();
});
