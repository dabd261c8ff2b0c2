import type { UpstreamEvent } from './upstream-event.ts';

/** Characters of a stream that a trace keeps. */
const most = 64 * 1024;

/** What a service sent, event by event, for a trace: the beginning of it. */
export function keptEvents() {
  let text = '';
  return {
    add(events: readonly UpstreamEvent[]): void {
      for (const { name, data } of events) {
        if (text.length >= most) return;
        text += `${name === '' ? '' : `event: ${name}\n`}data: ${data.slice(0, most).replaceAll('\n', '\ndata: ')}\n\n`;
      }
    },
    text: () => (text.length > most ? `${text.slice(0, most)}…` : text),
  };
}
