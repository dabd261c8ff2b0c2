import '#server-only';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { statusError } from '#lib/errors.ts';
import type { UpstreamEvent } from '#lib/predict/stream/upstream-event.ts';

/** Bytes of one event (threats.md B-16). */
const longest = 1024 * 1024;
/** Length of the whole and of its headers, each in four bytes, and two checksums. */
const shortest = 16;

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

/**
 * Takes AWS' binary event streams apart.
 * @returns takes bytes, cut anywhere, and gives the events that are complete by now
 * @throws StudioError 502 for an event over 1 MiB, or one that is damaged
 */
export function makeAwsEventParser(): (bytes: Buffer) => UpstreamEvent[] {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const events: UpstreamEvent[] = [];
    let at = 0;
    while (all.length - at >= 4) {
      const length = all.readUInt32BE(at);
      if (length > longest) throw statusError(502, 'Remote service response is too large: an event of its stream is over 1 MiB');
      if (length < shortest) throw damaged();
      if (all.length - at < length) break;
      events.push(decode(all.subarray(at, at + length)));
      at += length;
    }
    rest = all.subarray(at);
    return events;
  };
}

function decode(frame: Buffer): UpstreamEvent {
  let message: ReturnType<typeof codec.decode>;
  try {
    message = codec.decode(frame);
  } catch (cause) {
    throw damaged(cause);
  }
  const header = (name: string) => {
    const value = message.headers[name]?.value;
    return typeof value === 'string' ? value : '';
  };
  const data = Buffer.from(message.body).toString('utf8');
  if (header(':message-type') === 'error') {
    return { name: `${header(':error-code')}Error`, data: JSON.stringify({ message: header(':error-message') }) };
  }
  return { name: header(':message-type') === 'exception' ? header(':exception-type') : header(':event-type'), data };
}

const damaged = (cause?: unknown) => statusError(502, 'Remote service response is not a stream of events that can be read', { cause });
