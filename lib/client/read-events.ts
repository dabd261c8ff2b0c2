export type ServerEvent = { event: string; data: string };

/** The events of a stream that has ended, as our server writes them: one line a field. */
export function readEvents(text: string): ServerEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
      return { event: fields.get('event') ?? 'message', data: fields.get('data') ?? '' };
    });
}

/** The events of a stream as they come; those that arrive together come together. A block that the end cuts off is left out. */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent[], void, void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const end = rest.lastIndexOf('\n\n') + 2;
      if (end < 2) continue;
      const events = readEvents(rest.slice(0, end));
      rest = rest.slice(end);
      if (events.length > 0) yield events;
    }
  } finally {
    await reader.cancel().catch(() => {}); // whoever leaves early hangs up; a stream that broke is gone already
  }
}
