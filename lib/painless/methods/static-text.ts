import { charge, chargeText } from '../budget.ts';
import type { StaticMethod } from '../classes.ts';
import { javaText } from '../java-text.ts';
import { ArrayValue, type Value } from '../values.ts';
import { items, text } from './arguments.ts';
import { format } from './format.ts';
import { compilePattern } from './regex.ts';

const joinTexts = (separator: Value | undefined, values: Value | undefined): string => {
  const between = text(separator);
  const texts = items(values).map((value) => chargeText(javaText(value)));
  charge(texts.length * between.length);
  return chargeText(texts.join(between));
};

const formatted: StaticMethod = (pattern, ...values) =>
  chargeText(
    format(
      text(pattern),
      values.flatMap((value) => (value instanceof ArrayValue ? value.items : [value])),
    ),
  );

export const stringStatics: Record<string, StaticMethod> = {
  'valueOf/1': (value = null) =>
    chargeText(value instanceof ArrayValue && value.type === 'char' ? value.items.map((item) => javaText(item)).join('') : javaText(value)),
  'copyValueOf/1': (value) =>
    chargeText(
      items(value)
        .map((item) => javaText(item))
        .join(''),
    ),
  'join/2': joinTexts,
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => [`format/${count}`, formatted])),
};

/** As Java's `Pattern.compile`; flags are bits. */
export const patternStatics: Record<string, StaticMethod> = {
  'compile/1': (source) => compilePattern(text(source), ''),
  'compile/2': (source, flags) => {
    const bits = typeof flags === 'number' ? flags : 0;
    return compilePattern(text(source), (bits & 2 ? 'i' : '') + (bits & 8 ? 'm' : '') + (bits & 32 ? 's' : ''));
  },
  'quote/1': (source) => chargeText(text(source).replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')),
  'matches/2': (source, input) => compilePattern(text(source), '').regex.matches(text(input)),
};

export const patternConstants: Record<string, StaticMethod> = {
  CASE_INSENSITIVE: () => 2,
  MULTILINE: () => 8,
  DOTALL: () => 32,
};
