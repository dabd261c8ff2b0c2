import '#server-only';
import type { StreamFormat } from '#lib/predict/ports.ts';
import { makeSseParser } from '#lib/predict/stream/sse-parser.ts';
import type { UpstreamEvent } from '#lib/predict/stream/upstream-event.ts';
import { makeAwsEventParser } from './aws-events.ts';
import type { Mask } from './mask-secrets.ts';

/** The events of an answer that is still coming in, those that arrive together as one list, without what may not be seen. */
export async function* readEvents(
  chunks: AsyncIterable<Buffer>,
  format: StreamFormat,
  mask: Mask,
): AsyncGenerator<readonly UpstreamEvent[]> {
  const parse = format === 'sse' ? makeTextParser() : makeAwsEventParser();
  for await (const bytes of chunks) {
    const events = parse(bytes);
    for (const event of events) event.data = mask(event.data);
    if (events.length > 0) yield events;
  }
}

/** One decoder for the whole stream, because characters may be cut in two. */
function makeTextParser(): (bytes: Buffer) => UpstreamEvent[] {
  const decoder = new TextDecoder();
  const parser = makeSseParser();
  return (bytes) => parser.push(decoder.decode(bytes, { stream: true }));
}
