import { charge, chargeText, joinTexts } from '../budget.ts';
import { javaText } from '../java-text.ts';
import { type Method, methodTable } from '../method-table.ts';
import { Char, type TextBuilder, type Value } from '../values.ts';
import { codePoint, int, text } from './arguments.ts';
import { objectMethods } from './object-methods.ts';
import { between, outOfBounds, unitAt } from './string-methods.ts';

/** Replaces a part of the text; an end beyond it is its end. */
function spliced(self: TextBuilder, from: number, to: number, replacement: string): TextBuilder {
  const end = Math.min(to, self.text.length);
  if (from < 0 || from > self.text.length || from > end) throw outOfBounds(`start ${from}, end ${to}, length ${self.text.length}`);
  charge(self.text.length);
  self.text = chargeText(self.text.slice(0, from) + replacement + self.text.slice(end));
  return self;
}

function withLength(self: TextBuilder, length: number): null {
  if (length < 0) throw outOfBounds(`String index out of range: ${length}`);
  charge(length);
  self.text = chargeText(self.text.slice(0, length) + '\0'.repeat(Math.max(0, length - self.text.length)));
  return null;
}

function appended(self: TextBuilder, value: Value): TextBuilder {
  self.text = joinTexts(self.text, javaText(value));
  return self;
}

const methods: Record<string, Method<TextBuilder>> = {
  'append/1': (self, value = null) => appended(self, value),
  'append/3': (self, value, from, to) => appended(self, between(text(value), int(from), int(to))),
  'appendCodePoint/1': (self, code) => appended(self, String.fromCodePoint(codePoint(code))),
  'capacity/0': (self) => Math.max(16, self.text.length),
  'length/0': (self) => self.text.length,
  'isEmpty/0': (self) => self.text.length === 0,
  'charAt/1': (self, at) => new Char(unitAt(self.text, int(at))),
  'delete/2': (self, from, to) => spliced(self, int(from), int(to), ''),
  'deleteCharAt/1': (self, at) => {
    unitAt(self.text, int(at));
    return spliced(self, int(at), int(at) + 1, '');
  },
  'insert/2': (self, at, value = null) => spliced(self, int(at), int(at), javaText(value)),
  'replace/3': (self, from, to, value) => spliced(self, int(from), int(to), text(value)),
  'reverse/0': (self) => {
    self.text = chargeText([...self.text].reverse().join(''));
    return self;
  },
  'setCharAt/2': (self, at, value) => {
    unitAt(self.text, int(at));
    spliced(self, int(at), int(at) + 1, String.fromCharCode(codePoint(value)));
    return null;
  },
  'setLength/1': (self, length) => withLength(self, int(length)),
  'indexOf/1': (self, part) => self.text.indexOf(text(part)),
  'indexOf/2': (self, part, from) => self.text.indexOf(text(part), int(from)),
  'lastIndexOf/1': (self, part) => self.text.lastIndexOf(text(part)),
  'substring/1': (self, from) => between(self.text, int(from), self.text.length),
  'substring/2': (self, from, to) => between(self.text, int(from), int(to)),
  'subSequence/2': (self, from, to) => between(self.text, int(from), int(to)),
  'toString/0': (self) => chargeText(self.text),
};

/** `StringBuilder` and `StringBuffer`. */
export const builderMethods = methodTable<TextBuilder>(objectMethods as Record<string, Method<TextBuilder>>, methods);
