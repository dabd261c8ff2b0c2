import { readTimeZone } from '#lib/search/time-zone.ts';

/** Clocks of all time zones are set apart by whole quarters of an hour. */
const quarter = 900_000; // milliseconds

/**
 * Tells the day of a moment in a time zone: `2026-05-03`.
 * @param timeZone IANA name, or an offset
 * @throws StudioError 400 for a time zone that there is not
 */
export function localDays(timeZone: string): (at: number) => string {
  const { toWall } = readTimeZone(timeZone);
  const known = new Map<number, string>(); // asking the calendar costs more than all else that is done with a row
  return (at) => {
    const start = at - (at % quarter);
    let day = known.get(start);
    if (day === undefined) {
      day = new Date(toWall(start)).toISOString().slice(0, 10);
      known.set(start, day);
    }
    return day;
  };
}

/** Every day that a time touches, in order. @param to the first moment after it */
export function everyDay(dayOf: (at: number) => string, from: number, to: number): string[] {
  const days = new Set<string>();
  for (let at = from; at < to; at += 4 * quarter) days.add(dayOf(at)); // no day is shorter than an hour
  if (to > from) days.add(dayOf(to - 1));
  return [...days];
}
