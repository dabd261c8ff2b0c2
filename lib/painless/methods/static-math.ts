import { saturatedLong } from '../cast.ts';
import type { StaticMethod } from '../classes.ts';
import { Floating } from '../values.ts';
import { double } from './arguments.ts';

const one =
  (compute: (value: number) => number): StaticMethod =>
  (value) =>
    new Floating(compute(double(value)));
const two =
  (compute: (left: number, right: number) => number): StaticMethod =>
  (left, right) =>
    new Floating(compute(double(left), double(right)));

/** To the even neighbour where both are as near. */
function rint(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `Math` of Painless computes with doubles only: `Math.max(1, 2)` is 2.0. There is no `random` here: scripts give the same result every time. */
export const mathStatics: Record<string, StaticMethod> = {
  'abs/1': one(Math.abs),
  'max/2': two(Math.max),
  'min/2': two(Math.min),
  'round/1': (value) => saturatedLong(Math.floor(double(value) + 0.5)),
  'rint/1': one(rint),
  'ceil/1': one(Math.ceil),
  'floor/1': one(Math.floor),
  'signum/1': one(Math.sign),
  'sqrt/1': one(Math.sqrt),
  'cbrt/1': one(Math.cbrt),
  'exp/1': one(Math.exp),
  'expm1/1': one(Math.expm1),
  'log/1': one(Math.log),
  'log10/1': one(Math.log10),
  'log1p/1': one(Math.log1p),
  'pow/2': two((base, exponent) => (Math.abs(base) === 1 && !Number.isFinite(exponent) ? Number.NaN : base ** exponent)),
  'hypot/2': two(Math.hypot),
  'sin/1': one(Math.sin),
  'cos/1': one(Math.cos),
  'tan/1': one(Math.tan),
  'asin/1': one(Math.asin),
  'acos/1': one(Math.acos),
  'atan/1': one(Math.atan),
  'atan2/2': two(Math.atan2),
  'sinh/1': one(Math.sinh),
  'cosh/1': one(Math.cosh),
  'tanh/1': one(Math.tanh),
  'toDegrees/1': one((value) => (value * 180) / Math.PI),
  'toRadians/1': one((value) => (value * Math.PI) / 180),
};

export const mathConstants: Record<string, StaticMethod> = {
  PI: () => new Floating(Math.PI),
  E: () => new Floating(Math.E),
};
