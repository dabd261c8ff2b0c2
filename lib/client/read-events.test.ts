import { expect, test } from 'vitest';
import { eventsOf, readEvents } from './read-events.ts';

test('events are told apart, with their names and data', () => {
  expect(readEvents('event: progress\ndata: {"step":"save"}\n\ndata: {"a":"b: c"}\n\n')).toEqual([
    { event: 'progress', data: '{"step":"save"}' },
    { event: 'message', data: '{"a":"b: c"}' },
  ]);
  expect(readEvents('')).toEqual([]);
});

const streamOf = (pieces: Uint8Array[], onCancel?: () => void) =>
  new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else if (!onCancel) controller.close();
    },
    cancel: onCancel,
  });

test('a stream yields each event once it is complete, wherever the pieces are cut', async () => {
  const bytes = new TextEncoder().encode('event: chunk\ndata: {"t":"Zürich"}\n\nevent: result\ndata: {"a":1}\n\ndata: cut o');
  for (let size = 1; size <= bytes.length; size += 3) {
    const pieces = [];
    for (let from = 0; from < bytes.length; from += size) pieces.push(bytes.slice(from, from + size));
    const events = [];
    for await (const batch of eventsOf(streamOf(pieces))) events.push(...batch);
    expect(events).toEqual([
      { event: 'chunk', data: '{"t":"Zürich"}' },
      { event: 'result', data: '{"a":1}' },
    ]);
  }
});

test('leaving a stream early hangs up', async () => {
  let hasHungUp = false;
  const stream = streamOf([new TextEncoder().encode('data: 1\n\n')], () => {
    hasHungUp = true;
  });
  for await (const _ of eventsOf(stream)) break;
  expect(hasHungUp).toBe(true);
});
