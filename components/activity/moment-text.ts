const formats = new Map<string, { day: Intl.DateTimeFormat; clock: Intl.DateTimeFormat }>();

/** Making a format costs a hundred times as much as using it, and a page shows many moments. */
function formatsIn(timeZone: string | undefined) {
  const known = formats.get(timeZone ?? '');
  if (known) return known;
  const made = {
    day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone }),
    clock: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone }),
  };
  formats.set(timeZone ?? '', made);
  return made;
}

/** *14:02:11*, or *24 Nov 14:02:11* on another day than `now`. @param timeZone IANA name; undefined is the browser's */
export function momentText(at: number, now: number, timeZone: string | undefined): string {
  const { day, clock } = formatsIn(timeZone);
  const date = day.format(at);
  return date === day.format(now) && Math.abs(now - at) < 7 * 86_400_000 ? clock.format(at) : `${date} ${clock.format(at)}`;
}
