import { expect, test } from 'vitest';
import { parseJson } from '#lib/json/read-json.ts';
import { answerCell, answerLine } from './answer-line.ts';

const answer = (...outputs: unknown[]) => parseJson(JSON.stringify({ inference_results: [{ output: outputs, status_code: 200 }] }));
const map = (dataAsMap: unknown) => ({ name: 'response', dataAsMap });

test.each([
  ['words of a language model', answer(map({ choices: [{ message: { content: 'Hello\n  you' } }] })), 'Hello you', 'Hello\n  you'],
  ['a completion', answer(map({ completion: 'yes' })), 'yes', 'yes'],
  ['what has no usual place', answer(map({ score: 1 })), '{"score":1}', '{"score":1}'],
  ['a vector', answer({ data: [0.5, -1, 2, 3, 4, 5] }), '[0.5, -1, 2, 3, …] 6 numbers', '[0.5,-1,2,3,4,5]'],
  ['a short one', answer({ data: [1, 2] }), '[1, 2]', '[1,2]'],
  ['several', answer({ data: [1] }, { data: [2] }), '[1] · [2]', '[1]\n[2]'],
  ['an answer of another shape', parseJson('{"a":1.0}'), '', '{"a":1.0}'],
])('%s in a line, and in a cell', (_, response, line, cell) => {
  expect([answerLine(response), answerCell(response)]).toEqual([line, cell]);
});

test('a line is no longer than a table can show', () => {
  const line = answerLine(answer(map({ completion: 'x'.repeat(1_000) })));
  expect([line.length, line.at(-1)]).toEqual([300, '…']);
});
