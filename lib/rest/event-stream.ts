import { type Writable, writeJson } from '#lib/json/write-json.ts';
import { type Reply, reply } from './route.ts';

/** One server-sent event; `data` is rendered as JSON. */
export type StreamEvent = { event?: string; data: Writable };

const encoder = new TextEncoder();
/** An event as it is written. */
export const frame = ({ event, data }: StreamEvent): string => `${event ? `event: ${event}\n` : ''}data: ${writeJson(data)}\n\n`;

/**
 * Answers with events as they come. A client that goes away ends the iteration (and aborts the request's `signal`).
 * A failure after the first event cannot change the status any more: the source turns it into an event.
 */
export const eventStream = (events: AsyncIterable<StreamEvent>): Reply => textStream(framed(events));

async function* framed(events: AsyncIterable<StreamEvent>): AsyncGenerator<string, void, void> {
  for await (const event of events) yield frame(event);
}

/** As eventStream, for events that are written already, one or several in a text. The next are asked for when the client takes them. */
export function textStream(texts: AsyncIterable<string>): Reply {
  // `Connection: keep-alive` is Node's to say: it knows whether the server is about to stop.
  return reply(200, byteStream(texts), { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
}

/** Texts as a body. The next is asked for when the client takes it; a client that goes away ends them. */
export function byteStream(texts: AsyncIterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = texts[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await source.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await source.return?.();
    },
  });
}
