import { illegalArgument } from '#lib/errors.ts';

/** Turns wall-clock time, written as if it were UTC, into an instant; both in epoch milliseconds. */
export type TimeZone = { toInstant(wall: number): number; toWall(instant: number): number };

export const utc: TimeZone = { toInstant: (wall) => wall, toWall: (instant) => instant };

/** `Z`, an offset such as `+01:00`, or a name such as `Europe/Rome`. @throws StudioError 400 */
export function readTimeZone(text: string): TimeZone {
  if (/^(Z|UTC|GMT)$/i.test(text)) return utc;
  const [, sign, hours, minutes = '0'] = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?$/.exec(text) ?? [];
  if (sign !== undefined && Number(hours) <= 18 && Number(minutes) < 60) {
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    return { toInstant: (wall) => wall - offset, toWall: (instant) => instant + offset };
  }
  return named(text);
}

function named(name: string): TimeZone {
  const toWall = wallClock(name);
  // Twice: the first guess may lie on the other side of a change of the clock.
  const toInstant = (wall: number) => {
    const guess = wall - (toWall(wall) - wall);
    return wall - (toWall(guess) - guess);
  };
  return { toWall, toInstant };
}

function wallClock(timeZone: string): (instant: number) => number {
  try {
    const format = new Intl.DateTimeFormat('en-u-hc-h23', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
    return (instant) => {
      if (!Number.isFinite(new Date(instant).getTime())) return instant;
      const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
      const number = (type: Intl.DateTimeFormatPartTypes) => Number(part.get(type));
      const year = part.get('era')?.startsWith('B') ? 1 - number('year') : number('year');
      const wall = new Date(Date.UTC(2000, number('month') - 1, number('day'), number('hour'), number('minute'), number('second')));
      wall.setUTCFullYear(year, number('month') - 1, number('day'));
      return wall.getTime() + (((instant % 1000) + 1000) % 1000);
    };
  } catch (cause) {
    throw illegalArgument(`Unknown time-zone ID: ${timeZone}`, { cause });
  }
}
