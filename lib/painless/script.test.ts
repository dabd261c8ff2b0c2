import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { hashOrder } from '#lib/json/hash-order.ts';
import { javaDouble } from '#lib/json/java-number.ts';
import { type Json, JsonNumber } from '#lib/json/json.ts';
import { usualLimits, withBudget } from './budget.ts';
import { javaEquals, keyOf } from './equality.ts';
import { fromJson } from './from-json.ts';
import { runBody } from './interpret.ts';
import { javaText } from './java-text.ts';
import { compileScript, runScript } from './script.ts';
import { ScriptProblem } from './script-problem.ts';
import type { Value } from './values.ts';

const fixture = (name: string): string[][] =>
  JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '__fixtures__', `${name}.json`), 'utf8'));

/** Any value, printed: scripts of connectors return texts only. */
function answer(source: string, params: Json = new Map()): string {
  const { script } = compileScript(source);
  const slots = new Array<Value>(script.frameSize).fill(null);
  slots[0] = fromJson(params);
  return withBudget(
    usualLimits,
    () => 0,
    () => javaText(runBody(script.body, slots, script.height, { at: 0 })),
  );
}

function failure(source: string): string[] {
  try {
    return ['no failure', answer(source)];
  } catch (problem) {
    if (problem instanceof ScriptProblem) return ['runtime error', problem.type, problem.hasMessage ? problem.message : 'null'];
    if (!isStudioError(problem) || !isStudioError(problem.cause)) throw problem;
    return [problem.message, problem.cause.type, problem.cause.message];
  }
}

describe('answers as OpenSearch 3.6 does', () => {
  test.each(fixture('answers-3.6'))('%s', (source, expected) => expect(answer(source ?? '')).toBe(expected));
});

describe('fails as OpenSearch 3.6 does', () => {
  test.each(fixture('failures-3.6'))('%s', (source, ...expected) => expect(failure(source ?? '')).toEqual(expected));
});

describe('what is wrong is named, with its place and with names that are near', () => {
  test.each([
    ['params.s.lenght()', 'dynamic method [java.lang.String, lenght/0] not found. Did you mean length?'],
    ['params.l.get()', 'dynamic method [java.util.ArrayList, get/0] not found. It takes another number of arguments: [get/1].'],
    [
      "String s = 'a'; return s.toUpercase()",
      'member method [java.lang.String, toUpercase/0] not found. Did you mean toUpperCase or toLowerCase?',
    ],
    ['return new ArayList()', 'Not a type [ArayList]. Did you mean ArrayList?'],
    ['return Integer.parseint("1")', 'static method [java.lang.Integer, parseint/1] not found. Did you mean parseInt?'],
    ['return Integer.MAX', 'static getter [java.lang.Integer, MAX] not found'],
    ['def total = 1; return toatl;', 'cannot resolve symbol [toatl]. Did you mean total?'],
    ['def twice(def x) { return x * 2; } return twize(2);', 'Unknown call [twize] with [1] arguments. Did you mean twice?'],
  ])('%s', (source, message) => {
    const params: Json = new Map<string, Json>([
      ['s', 'x'],
      ['l', []],
    ]);
    expect(() => runScript(compileScript(source), { params, now: () => 0 })).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ message }) }),
    );
  });

  test('the place is that of the fault, in a line of its own, cut to what a person reads', () => {
    const source = `def a = 1;\n${' '.repeat(100)}return params.no.way;${' '.repeat(100)}// end`;
    expect(() => runScript(compileScript(source), { params: new Map(), now: () => 0 })).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({
          script_stack: [`... ${' '.repeat(43)}return params.no.way;${' '.repeat(56)} ...`, `${' '.repeat(64)}^---- HERE`],
          position: { offset: 128, start: 68, end: 188, line: 2, column: 118 },
        }),
      }),
    );
  });
});

describe('by its laws', () => {
  const int = fc.integer();
  const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

  test('ints overflow, divide and shift as 32 bits do', () => {
    fc.assert(
      fc.property(int, int, (a, b) => {
        expect(answer(`int a = ${a}; int b = ${b}; return a + b`)).toBe(String((a + b) | 0));
        expect(answer(`int a = ${a}; int b = ${b}; return a * b`)).toBe(String(Math.imul(a, b)));
        expect(answer(`int a = ${a}; int b = ${b}; return a >>> b`)).toBe(String((a >>> b) | 0));
        if (b !== 0) expect(answer(`int a = ${a}; int b = ${b}; return (a / b) * b + a % b`)).toBe(String(a));
      }),
      { numRuns: 100 },
    );
  });

  test('longs overflow and divide as 64 bits do', () => {
    fc.assert(
      fc.property(long, long, (a, b) => {
        expect(answer(`long a = ${a}L; long b = ${b}L; return a + b`)).toBe(String(BigInt.asIntN(64, a + b)));
        expect(answer(`long a = ${a}L; long b = ${b}L; return a * b`)).toBe(String(BigInt.asIntN(64, a * b)));
        if (b !== 0n) expect(answer(`long a = ${a}L; long b = ${b}L; return (a / b) * b + a % b`)).toBe(String(a));
      }),
      { numRuns: 100 },
    );
  });

  test('a double reads back from its text, and a float from its own', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(answer('return params', new JsonNumber(javaDouble(value)))).toBe(javaDouble(value));
      }),
    );
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = answer('return params.f.floatValue()', new Map([['f', new JsonNumber(javaDouble(value))]]));
        expect(Math.fround(Number(text))).toBe(value);
      }),
      { numRuns: 200 },
    );
  });

  test('a text goes in and out of a literal unchanged, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.constantFrom('"', "'"), (text, quote) => {
        const literal = quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
        expect(answer(`return ${literal}`)).toBe(text);
      }),
    );
  });

  test('a HashMap lists its names as Java does, a map of the parameters as they came', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-zA-Z0-9]{1,6}$/), { maxLength: 40 }), (names) => {
        const params = new Map(names.map((name): [string, Json] => [name, null]));
        const listed = (order: string[]) => `[${order.join(', ')}]`;
        expect(answer('return params.keySet()', params)).toBe(listed(names));
        expect(answer('def m = new HashMap(); for (n in params.keySet()) { m[n] = 1; } return m.keySet()', params)).toBe(
          listed(hashOrder(names)),
        );
      }),
    );
  });

  test('values are equal exactly when they have the same key', () => {
    const json = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<Json>(null, true, 'a', '', '1', '\0text:a', '\0double:1.0'),
        fc.constantFrom('1', '1.0', '2', '12345678901', '123456789012345678901').map((text) => new JsonNumber(text)),
        fc.array(tie('value'), { maxLength: 2 }),
        fc
          .dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { maxKeys: 2 })
          .map((object) => new Map(Object.entries(object))),
      ),
    })).value;
    fc.assert(
      fc.property(json, json, (a, b) => {
        const [left, right] = [fromJson(a), fromJson(b)];
        const [isEqual, isSameKey] = withBudget(
          usualLimits,
          () => 0,
          () => [javaEquals(left, right), keyOf(left) === keyOf(right)],
        );
        expect(isSameKey).toBe(isEqual);
      }),
    );
  });

  test('names of JavaScript mean nothing here', () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf']) {
      expect(answer(`return params.${name}`)).toBe('null');
      expect(answer(`def m = [:]; m.${name} = 1; return m.${name} + m.size()`)).toBe('2');
      expect(failure(`return params.s?.x + ${name}`)[1]).toBe('illegal_argument_exception');
      expect(failure(`return 'a'.${name}()`)[0]).toBe(name === 'toString' ? 'no failure' : 'compile error');
      expect(failure(`return Math.${name}`)[0]).toBe('compile error');
      expect(failure(`return new ${name}()`)[0]).toBe('compile error');
    }
  });

  test('a script that is run again sees nothing of the run before', () => {
    const script = compileScript("params.l.add(1); params.x = 'y'; return '' + params");
    const params: Json = new Map([['l', []]]);
    const run = () => runScript(script, { params, now: () => 0 });
    expect([run(), run()]).toEqual(['{l=[1], x=y}', '{l=[1], x=y}']);
  });
});
