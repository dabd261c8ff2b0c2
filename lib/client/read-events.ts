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
