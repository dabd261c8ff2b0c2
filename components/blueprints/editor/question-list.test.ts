import { expect, test } from 'vitest';
import { moved, newQuestion, unasked } from './question-list.ts';

test('a question moves up, down and to the ends, and the others keep their order', () => {
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'b', 'c']);
});

test('what is not asked yet can be asked, secrets first', () => {
  const connector = {
    name: 'a',
    version: '1',
    protocol: 'http' as const,
    parameters: { model: 'm', size: '3' },
    credential: { key: '<key>' },
    actions: [],
  };
  expect(unasked([{ key: 'parameters.model' }], connector)).toEqual(['credential.key', 'parameters.size']);
});

test('a new question is labelled after its key and typed after its value', () => {
  const parameters = { input_type: 'search', stream: 'true', top_k: '3' };
  expect(newQuestion('parameters.input_type', parameters, 0)).toMatchObject({ label: 'Input type', type: 'text' });
  expect(newQuestion('parameters.stream', parameters, 1).type).toBe('boolean');
  expect(newQuestion('parameters.top_k', parameters, 2).type).toBe('number');
  expect(newQuestion('credential.api_key', parameters, 3)).toMatchObject({ label: 'Api key', type: 'secret', required: true });
  expect(newQuestion('parameters.constructor', parameters, 4).type).toBe('text');
});
