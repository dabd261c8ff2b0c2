import { expect, test } from 'vitest';
import { readEvents } from './read-events.ts';

test('events are told apart, with their names and data', () => {
  expect(readEvents('event: progress\ndata: {"step":"save"}\n\ndata: {"a":"b: c"}\n\n')).toEqual([
    { event: 'progress', data: '{"step":"save"}' },
    { event: 'message', data: '{"a":"b: c"}' },
  ]);
  expect(readEvents('')).toEqual([]);
});
