import type { StaticMethod } from '../classes.ts';
import { type Method, methodTable } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import { Opaque, type Value } from '../values.ts';
import { long, text, wrongType } from './arguments.ts';
import { objectMethods } from './object-methods.ts';

/** The times that a JavaScript Date can hold, milliseconds. */
const farthest = 8_640_000_000_000_000;

/** A moment, to the millisecond. */
export class InstantValue extends Opaque {
  readonly className = 'java.time.Instant';
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    super();
    if (!(Math.abs(milliseconds) <= farthest)) throw thrown('DateTimeException', 'Instant exceeds minimum or maximum instant');
    this.milliseconds = milliseconds;
  }

  /** Without the fraction where there is none. */
  override get text(): string {
    return new Date(this.milliseconds).toISOString().replace(/\.000Z$/, 'Z');
  }
}

const instant = (value: Value | undefined): InstantValue => {
  if (value instanceof InstantValue) return value;
  throw wrongType(value, 'java.time.Instant');
};

function parse(value: Value | undefined): InstantValue {
  const written = text(value);
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(written) ? Date.parse(written) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw thrown('DateTimeParseException', `Text '${written.slice(0, 100)}' could not be parsed at index 0`);
  return new InstantValue(milliseconds);
}

const later = (self: InstantValue, amount: Value | undefined, unit: number) =>
  new InstantValue(self.milliseconds + Number(long(amount)) * unit);

export const instantMethods = methodTable<InstantValue>(objectMethods as Record<string, Method<InstantValue>>, {
  'toEpochMilli/0': (self) => BigInt(self.milliseconds),
  'getEpochSecond/0': (self) => BigInt(Math.floor(self.milliseconds / 1000)),
  'plusMillis/1': (self, amount) => later(self, amount, 1),
  'plusSeconds/1': (self, amount) => later(self, amount, 1000),
  'minusMillis/1': (self, amount) => later(self, amount, -1),
  'minusSeconds/1': (self, amount) => later(self, amount, -1000),
  'isBefore/1': (self, other) => self.milliseconds < instant(other).milliseconds,
  'isAfter/1': (self, other) => self.milliseconds > instant(other).milliseconds,
});

/** `Instant`, without `now`: a script sees nothing but its parameters. */
export const instantStatics: Record<string, StaticMethod> = {
  'ofEpochMilli/1': (value) => new InstantValue(Number(long(value))),
  'ofEpochSecond/1': (value) => new InstantValue(Number(long(value)) * 1000),
  'parse/1': parse,
};
