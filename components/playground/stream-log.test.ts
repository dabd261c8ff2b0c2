import { expect, test } from 'vitest';
import { contentOf, makeStreamLog } from './stream-log.ts';

const chunk = (content: string) =>
  `{"inference_results":[{"output":[{"name":"response","dataAsMap":{"content":${JSON.stringify(content)},"is_last":false}}]}]}`;

test('the words of a chunk are its content; an error has none', () => {
  expect(contentOf(chunk('Mostly fish.'))).toBe('Mostly fish.');
  expect(contentOf('{"error": "Request failed"}')).toBe('');
});

test('chunks are shown together when the screen may change, and the first text has its time', () => {
  let now = 5;
  const waiting: (() => void)[] = [];
  const log = makeStreamLog(
    () => now,
    (show) => waiting.push(show),
  );
  let told = 0;
  log.subscribe(() => {
    told += 1;
  });
  log.push([chunk('')]);
  now = 12;
  log.push([chunk('Mostly '), chunk('fish.')]);
  expect(waiting).toHaveLength(1);
  expect(log.view().text).toBe('');
  waiting.pop()?.();
  expect(told).toBe(1);
  expect(log.view()).toMatchObject({ text: 'Mostly fish.', first_ms: 12 });
  expect(log.view().pieces.map(({ at_ms }) => at_ms)).toEqual([5, 12, 12]);
  log.push([chunk(' And bread.')]);
  expect(log.whole().text).toBe('Mostly fish. And bread.');
  waiting.pop()?.();
  expect(told).toBe(2);
});
