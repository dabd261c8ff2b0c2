import { type Writable, writeJson } from '#lib/json/write-json.ts';
import { type Reply, reply } from './route.ts';

/** One server-sent event; `data` is rendered as JSON. */
export type StreamEvent = { event?: string; data: Writable };

const encoder = new TextEncoder();
const frame = ({ event, data }: StreamEvent): Uint8Array<ArrayBuffer> =>
  encoder.encode(`${event ? `event: ${event}\n` : ''}data: ${writeJson(data)}\n\n`);

/**
 * Answers with events as they come. A client that goes away ends the iteration (and aborts the request's `signal`).
 * A failure after the first event cannot change the status any more: the source turns it into an event.
 */
export function eventStream(events: AsyncIterable<StreamEvent>): Reply {
  const source = events[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await source.next();
      if (next.done) controller.close();
      else controller.enqueue(frame(next.value));
    },
    async cancel() {
      await source.return?.();
    },
  });
  return reply(200, body, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
}
