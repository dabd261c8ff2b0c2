import { statusError } from '#lib/errors.ts';
import type { UpstreamEvent } from './upstream-event.ts';

/** Characters of one line, and of the data of one event (threats.md B-16). */
const longest = 1024 * 1024;

export type SseParser = {
  /**
   * Takes what has come in, cut anywhere.
   * @returns the events that are complete by now
   * @throws StudioError 502 for a line, or the data of an event, over 1 MiB
   */
  push(text: string): UpstreamEvent[];
};

const tooLong = () => statusError(502, 'Remote service response is too large: an event of its stream is over 1 MiB');

/**
 * Reads a stream of server-sent events as the HTML standard has it: lines end in CR, LF or both, fields that nobody knows and comments are
 * skipped, several `data` lines are one text. An event that the stream breaks off is none.
 */
export function makeSseParser(): SseParser {
  let rest = '';
  let name = '';
  let data: string[] = [];
  let size = 0;
  let isFirst = true;
  let endedInCr = false;

  function endEvent(events: UpstreamEvent[]): void {
    if (data.length > 0) events.push({ name, data: data.length === 1 ? (data[0] ?? '') : data.join('\n') });
    name = '';
    data = [];
    size = 0;
  }

  function takeLine(line: string, events: UpstreamEvent[]): void {
    if (line === '') {
      endEvent(events);
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    if (field !== 'data' && field !== 'event') return; // `id` and `retry` are for clients that connect again
    const value = colon < 0 ? '' : line.slice(line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1);
    if (field === 'event') {
      name = value;
      return;
    }
    size += value.length + 1;
    if (size > longest) throw tooLong();
    data.push(value);
  }

  return {
    push(text) {
      const events: UpstreamEvent[] = [];
      if (text === '') return events;
      let at = 0;
      if (isFirst && text.charCodeAt(0) === 0xfeff) at = 1;
      isFirst = false;
      // The line feed of a CR LF that was cut in two.
      if (endedInCr && text.charCodeAt(at) === 0x0a) at += 1;
      endedInCr = false;
      for (let end = lineEnd(text, at); end >= 0; end = lineEnd(text, at)) {
        if (rest.length + end - at > longest) throw tooLong();
        takeLine(rest + text.slice(at, end), events);
        rest = '';
        at = end + 1;
        if (text.charCodeAt(end) !== 0x0d) continue;
        if (at === text.length) endedInCr = true;
        else if (text.charCodeAt(at) === 0x0a) at += 1;
      }
      rest += text.slice(at);
      if (rest.length > longest) throw tooLong();
      return events;
    },
  };
}

/** Where the next line ends; -1 while it does not. */
function lineEnd(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  // Most services send no CR at all; looking for one up to the line feed only keeps the whole linear.
  const cr = text.slice(from, lf < 0 ? undefined : lf).indexOf('\r');
  return cr < 0 ? lf : from + cr;
}
