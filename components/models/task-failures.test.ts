import { expect, test } from 'vitest';
import { failuresOf } from './task-failures.ts';

test('the error of a deployment tells the reason of each node, any other is the reason', () => {
  expect(failuresOf('{"n1":"No room","n2":"No model"}')).toEqual([
    { node: 'n1', reason: 'No room' },
    { node: 'n2', reason: 'No model' },
  ]);
  for (const text of ['Failed to fetch', '', '{"a":1}', '[]', '{}', 'null', '{"a":']) expect(failuresOf(text)).toEqual([{ reason: text }]);
});
