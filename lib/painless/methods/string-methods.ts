import { assertTextFits, chargeText, work } from '../budget.ts';
import { compareTexts } from '../compare.ts';
import { hashCode } from '../equality.ts';
import { type Method, methodTable } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import { ArrayValue, Char, type Value } from '../values.ts';
import { codePoint, int, text } from './arguments.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { objectMethods } from './object-methods.ts';
import { replaceMatches } from './regex.ts';
import { intStream } from './stream.ts';

export const outOfBounds = (message: string) => thrown('StringIndexOutOfBoundsException', message);

/** The part between two places. @throws ScriptProblem when they are not in the text, or the wrong way round */
export function between(self: string, from: number, to: number): string {
  if (from < 0 || to > self.length || from > to) throw outOfBounds(`begin ${from}, end ${to}, length ${self.length}`);
  return chargeText(self.slice(from, to));
}

export function unitAt(self: string, at: number): number {
  if (at < 0 || at >= self.length) throw outOfBounds(`Index ${at} out of bounds for length ${self.length}`);
  return self.charCodeAt(at);
}

/** A text, or the number of a character. */
const sought = (value: Value | undefined): string => (typeof value === 'string' ? value : String.fromCodePoint(codePoint(value)));

/** Java's `trim` takes away everything up to the space, and nothing else. */
export function trim(self: string): string {
  let [start, end] = [0, self.length];
  while (start < end && self.charCodeAt(start) <= 32) start += 1;
  while (end > start && self.charCodeAt(end - 1) <= 32) end -= 1;
  return self.slice(start, end);
}

/** Every occurrence; the length is known before the text is made. */
export function replaceAll(self: string, target: string, replacement: string): string {
  work(self.length / 16);
  if (replacement.length > target.length) {
    const found = target === '' ? self.length + 1 : self.split(target).length - 1;
    assertTextFits(self.length + found * (replacement.length - target.length));
  }
  return chargeText(self.replaceAll(target, () => replacement));
}

/** As Java's `split` of a literal: empty texts at the end are left out unless a limit below zero keeps them. */
export function splitOnToken(self: string, token: string, limit: number): ArrayValue {
  if (token === '') throw thrown('IllegalArgumentException', 'Missing the token parameter');
  work(self.length / 16);
  chargeText(self);
  const parts = self.split(token);
  if (limit > 0 && parts.length > limit) parts.splice(limit - 1, parts.length, parts.slice(limit - 1).join(token));
  return new ArrayValue('String', parts);
}

const looked: Record<string, Method<string>> = {
  'length/0': (self) => self.length,
  'isEmpty/0': (self) => self.length === 0,
  'charAt/1': (self, at) => new Char(unitAt(self, int(at))),
  'codePointAt/1': (self, at) => {
    unitAt(self, int(at));
    return self.codePointAt(int(at)) ?? 0;
  },
  'contains/1': (self, part) => self.includes(text(part)),
  'contentEquals/1': (self, other) => self === text(other),
  'startsWith/1': (self, part) => self.startsWith(text(part)),
  'startsWith/2': (self, part, at) => int(at) >= 0 && self.startsWith(text(part), int(at)),
  'endsWith/1': (self, part) => self.endsWith(text(part)),
  'indexOf/1': (self, part) => self.indexOf(sought(part)),
  'indexOf/2': (self, part, from) => self.indexOf(sought(part), int(from)),
  'lastIndexOf/1': (self, part) => self.lastIndexOf(sought(part)),
  'lastIndexOf/2': (self, part, from) => (int(from) < 0 ? -1 : self.lastIndexOf(sought(part), int(from))),
  'compareTo/1': (self, other) => compareTexts(self, text(other)),
  'compareToIgnoreCase/1': (self, other) => compareTexts(self.toLowerCase(), text(other).toLowerCase()),
  'equalsIgnoreCase/1': (self, other) => typeof other === 'string' && self.toLowerCase() === other.toLowerCase(),
  'hashCode/0': (self) => hashCode(self),
};

const made: Record<string, Method<string>> = {
  'toString/0': (self) => self,
  'substring/1': (self, from) => between(self, int(from), self.length),
  'substring/2': (self, from, to) => between(self, int(from), int(to)),
  'subSequence/2': (self, from, to) => between(self, int(from), int(to)),
  'concat/1': (self, other) => chargeText(self + text(other)),
  'trim/0': (self) => chargeText(trim(self)),
  'toLowerCase/0': (self) => chargeText(self.toLowerCase()),
  'toLowerCase/1': (self) => chargeText(self.toLowerCase()),
  'toUpperCase/1': (self) => chargeText(self.toUpperCase()),
  'toUpperCase/0': (self) => chargeText(self.toUpperCase()),
  'replace/2': (self, target, replacement) => replaceAll(self, text(target), text(replacement)),
  'replaceAll/2': (self, pattern, replacement) => replaceMatches(self, pattern, replacement, true),
  'replaceFirst/2': (self, pattern, replacement) => replaceMatches(self, pattern, replacement, false),
  'splitOnToken/1': (self, token) => splitOnToken(self, text(token), -1),
  'splitOnToken/2': (self, token, limit) => splitOnToken(self, text(token), int(limit)),
  'toCharArray/0': (self) => new ArrayValue('char', chars(self)),
  'chars/0': (self) => intStream(chars(self).map(({ code }) => code)),
  'codePoints/0': (self) => intStream([...chargeText(self)].map((character) => character.codePointAt(0) ?? 0)),
  'encodeBase64/0': (self) => chargeText(encodeBase64(new TextEncoder().encode(self))),
  'decodeBase64/0': (self) => chargeText(new TextDecoder().decode(decodeBase64(self))),
};

const chars = (self: string): Char[] => Array.from({ length: chargeText(self).length }, (_, at) => new Char(self.charCodeAt(at)));

/** `String`. */
export const stringMethods = methodTable<string>(objectMethods as Record<string, Method<string>>, looked, made);

/** Every search and copy costs by the length of the text. */
export const textCost = (self: string): void => {
  if (self.length > 1024) work(self.length / 64);
};
