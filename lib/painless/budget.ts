import { spent } from './script-problem.ts';

/** What one run of a script may cost. */
export type Limits = {
  /** Statements and expressions. */
  steps: number;
  /** Turns of all loops of one call of a function, as in Painless. */
  loops: number;
  /** How deep calls, statements and expressions nest while the script runs. */
  depth: number;
  /** UTF-16 units of text and members of collections that the script makes or walks through, in all. */
  size: number;
  /** UTF-16 units of one text. */
  text: number;
  milliseconds: number;
};

export const usualLimits: Limits = {
  steps: 10_000_000,
  loops: 1_000_000,
  depth: 1_500,
  size: 50_000_000,
  text: 10_000_000,
  milliseconds: 1_000,
};

/** Lists inside lists that are compared, hashed or printed; deeper ones can only be there to exhaust the stack. */
const deepestValue = 200;
/** Steps between two looks at clock and limit, less one: a mask of bits. */
const between = 4095;

type Meter = { limits: Limits; steps: number; size: number; depth: number; now: () => number; deadline: number };

const none: Meter = { limits: usualLimits, steps: 0, size: 0, depth: 0, now: () => 0, deadline: 0 };
/** Of the script that runs. A script runs to its end without a pause and starts no other, so there is never more than one. */
let meter: Meter = none;

/** Runs a script under its limits. @param now a clock in milliseconds that never goes back */
export function withBudget<Result>(limits: Limits, now: () => number, run: () => Result): Result {
  meter = { limits, steps: limits.steps, size: limits.size, depth: limits.depth, now, deadline: now() + limits.milliseconds };
  try {
    return run();
  } finally {
    meter = none;
  }
}

const words = (count: number) => count.toLocaleString('en');

/** Before every statement and expression. */
export function step(): void {
  meter.steps -= 1;
  if ((meter.steps & between) === 0) check();
}

function check(): void {
  checkTime();
  if (meter.steps <= 0) throw spent(`The script took more than ${words(meter.limits.steps)} steps`);
}

/** Work that a single step hides, such as a search through a text. */
export function work(units: number): void {
  const before = meter.steps;
  meter.steps -= Math.ceil(units);
  if (meter.steps <= 0 || before - meter.steps > between) check();
}

export function checkTime(): void {
  if (meter.now() > meter.deadline) throw spent(`The script ran for more than ${words(meter.limits.milliseconds)} ms`);
}

/** What the script makes or walks through: units of text, members of collections. */
export function charge(units: number): void {
  meter.size -= units;
  if (meter.size < 0) throw spent(`The script made more than ${words(meter.limits.size)} characters and list members`);
}

/** A text that came to be. */
export function chargeText(text: string): string {
  if (text.length > meter.limits.text) throw tooLong();
  charge(text.length);
  return text;
}

const tooLong = () => spent(`The script made a text of more than ${words(meter.limits.text)} characters`);

/** Both texts one after the other. What is on the left is shared, not copied, so only the right costs. */
export function joinTexts(left: string, right: string): string {
  if (left.length + right.length > meter.limits.text) throw tooLong();
  charge(Math.min(left.length, right.length) + 1);
  return left + right;
}

/** @throws when a text of that length may not be made */
export function assertTextFits(length: number): void {
  if (length > meter.limits.text) throw tooLong();
}

/** Before the members of a list, a map or an entry are looked at. */
export function visit(depth: number, members: number): void {
  if (depth > deepestValue) throw spent('The values of the script are nested too deeply', 'stack_overflow_error');
  charge(members + 1);
}

/** A call of a function whose body nests `height` deep; `leave` gives it back. */
export function enter(height: number): void {
  meter.depth -= height;
  if (meter.depth < 0) throw spent('The script calls its functions too deeply', 'stack_overflow_error');
}

export function leave(height: number): void {
  meter.depth += height;
}

export const loopLimit = (): number => meter.limits.loops;
export const loopSpent = () => spent('The maximum number of statements that can be executed in a loop has been reached.');
