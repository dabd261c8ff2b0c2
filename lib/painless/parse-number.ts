import { compileProblem } from './script-problem.ts';
import type { Token } from './token.ts';
import { Floating, type Value } from './values.ts';

/**
 * A number as Java reads it: an int, or what its last letter says; with a point or an exponent a double.
 * @throws ScriptProblem when it is too large
 */
export function parseNumber({ kind, text, at }: Token): Value {
  const isHex = /^-?0[xX]/.test(text);
  const suffix = text.at(-1)?.toLowerCase() ?? '';
  if (kind === 'decimal' || (!isHex && (suffix === 'f' || suffix === 'd'))) return floating(text, at);
  const isLong = suffix === 'l';
  const digits = text.slice(text.startsWith('-') ? 1 : 0, isLong ? -1 : undefined);
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits}` : digits);
  const value = text.startsWith('-') ? -size : size;
  const bits = isLong ? 64 : 32;
  if (BigInt.asIntN(bits, value) !== value) throw isLong ? invalid('long', text, at) : tooLargeInt(text, at);
  return isLong ? value : Number(value);
}

const invalid = (type: string, text: string, at: number) => compileProblem(at, `Invalid ${type} constant [${text}].`);

const tooLargeInt = (text: string, at: number) =>
  compileProblem(at, `Invalid int constant [${text}]. If you want a long constant then change it to [${text}L].`);

function floating(text: string, at: number): Value {
  const isFloat = /f$/i.test(text);
  const value = Number(text.replace(/[fFdD]$/, ''));
  const rounded = isFloat ? Math.fround(value) : value;
  if (!Number.isFinite(rounded)) throw invalid(isFloat ? 'float' : 'double', text, at);
  return new Floating(rounded, isFloat);
}
