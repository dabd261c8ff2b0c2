import { expect, test } from 'vitest';
import { makeRunScript } from '#lib/functions/script.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { documentsAsObjects, scoresInPlace } from './scripts.ts';

const runScript = makeRunScript(() => 0);
const run = (source: string, params: unknown) => JSON.parse(runScript(source, parseJson(JSON.stringify(params))) ?? '');
/** As ML Commons hands a document to a script. */
const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

test('documents become objects, quotes, backslashes and line breaks included', () => {
  const docs = ['He said "hi".', 'C:\\temp', 'two\nlines'];
  const input = { query_text: escaped('"quoted"?'), text_docs: docs.map(escaped) };
  const { parameters } = run(documentsAsObjects('text'), input);
  expect(parameters).toEqual({ query: '"quoted"?', documents: docs.map((text) => ({ text })), top_n: '3' });
  expect(run(documentsAsObjects('content', true), input).parameters.documents[2]).toEqual({ id: '2', content: 'two\nlines' });
});

test('scores stand where their documents stood', () => {
  const results = [2, 0, 1].map((index) => ({ index, score: index / 10 }));
  const tensors = run(scoresInPlace('params.results', 'score'), { results });
  expect(tensors.map(({ data }: { data: number[] }) => data)).toEqual([[0], [0.1], [0.2]]);
});

test('fewer results than documents fail instead of giving a score to the wrong document', () => {
  expect(() => run(scoresInPlace('params.results', 'score'), { results: [{ index: 1, score: 0.5 }] })).toThrow(/runtime error/);
});
