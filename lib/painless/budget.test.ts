import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { compileScript, runScript } from './script.ts';

/** The failure of a script: what its cause says. @throws when the script gives a result */
function failure(source: string, now = () => 0): string {
  const start = performance.now();
  try {
    const result = runScript(compileScript(source), { params: new Map(), now });
    throw new Error(`it returned ${result?.slice(0, 100)}`);
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    expect(performance.now() - start).toBeLessThan(15_000);
    return isStudioError(thrown.cause) ? `${thrown.cause.type}: ${thrown.cause.message}` : '';
  }
}

describe('T-15: a script ends with its limits, and cannot catch them', () => {
  const loops = /^painless_error: The maximum number of statements that can be executed in a loop has been reached/;
  const text = /^painless_error: The script made a text of more than 10,000,000 characters/;
  const size = /^painless_error: The script made more than 50,000,000 characters and list members/;
  const deep = /^stack_overflow_error: (The script calls its functions too deeply|The values of the script are nested too deeply)/;
  const late = /^painless_error: The script (ran for more than 1,000 ms|took more than 10,000,000 steps)/;

  test.each([
    ['a loop without an end', 'int i = 0; while (true) { i++; }', loops],
    ['a for without a condition', 'for (;;) { def x = 1; }', loops],
    ['a do without an end', 'int i = 0; do { i = 1; } while (i == 1); return null;', loops],
    [
      'a loop around a try',
      'while (true) { try { throw new Exception("x"); } catch (Exception e) { def m = e.message; } }',
      /painless_error/,
    ],
    ['a function that calls itself', 'def f(def x) { return f(x); } return f(1);', deep],
    ['two functions that call each other', 'def f(def x) { return g(x); } def g(def x) { return f([x]); } return f(1);', deep],
    ['a catch around them', 'def f(def x) { try { return f(x); } catch (Exception e) { return 1; } } return f(1);', deep],
    [
      'loops in loops',
      'int n = 0; for (int i = 0; i < 900000; i++) { for (int j = 0; j < 900000; j++) { n += j; } } return "" + n;',
      /painless_error/,
    ],
    [
      'a lambda in a loop',
      'def l = []; for (int i = 0; i < 999; i++) { l.add(i) } for (int i = 0; i < 999999; i++) { l.each(x -> l.size()) } return "";',
      late,
    ],
    ['a text that doubles', "def s = 'ab'; while (true) { s += s; }", text],
    ['a builder that doubles', 'def b = new StringBuilder("ab"); while (true) { b.append(b); }', text],
    ['a replacement of everything', "def s = 'a'; while (true) { s = s.replace('a', 'aaaaaaaaaa'); }", text],
    [
      'texts in a list',
      "def l = []; def s = ''; for (int i = 0; i < 9999; i++) { s += 'x'; } while (true) { l.add(s.substring(1)); }",
      size,
    ],
    ['lists of lists, printed', "def l = ['x']; for (int i = 0; i < 60; i++) { l = [l, l]; } return '' + l;", size],
    [
      'lists of lists, compared',
      "def a = [1]; def b = [1]; for (int i = 0; i < 60; i++) { a = [a, a]; b = [b, b]; } return '' + (a == b);",
      size,
    ],
    ['lists of lists as keys', "def a = [1]; for (int i = 0; i < 60; i++) { a = [a, a]; } def m = [:]; m[a] = 1; return '';", size],
    ['a chain of lists', "def l = []; for (int i = 0; i < 9999; i++) { l = [l]; } return '' + l;", deep],
    ['a list with itself inside another', "def l = []; def k = [l]; l.add(k); return '' + l;", deep],
    [
      'a map that is its own key',
      "def m = new HashMap(); m[[m]] = 1; m[[m]] = 2; return '' + m.hashCode();",
      /stack_overflow_error|painless_error/,
    ],
    ['a list that grows while it is walked', 'def l = [1]; for (x in l) { l.add(x); } return null;', /^concurrent_modification_exception/],
    ['an array of everything', 'def a = new int[2000000000]; return null;', size],
    ['copies', 'def l = Collections.nCopies(2000000000, 1); return null;', size],
    ['a range', "return '' + IntStream.range(0, 2000000000).sum();", size],
    ['a width of everything', "return String.format('%999999999d', [1]);", /painless_error|illegal_argument_exception/],
    ['a number without an end', "def x = new BigInteger('9'); while (true) { x = x.multiply(x); }", /^arithmetic_exception/],
    ['an exponent without bounds', "return new BigDecimal('1e99999').toPlainString();", /^arithmetic_exception/],
    [
      'a pattern that others would hang on',
      "def s = ''; for (int i = 0; i < 50000; i++) { s += 'a'; } for (int i = 0; i < 9999; i++) { def f = s =~ /(a*)*(a*)*b/; } return '';",
      late,
    ],
    [
      'a separator of everything',
      "def s = 'x'; for (int i = 0; i < 20; i++) { s += s; } def l = []; for (int i = 0; i < 999; i++) { l.add(1); } return l.join(s);",
      size,
    ],
    ['a length of everything', 'def b = new StringBuilder(); b.setLength(2000000000); return null;', size],
  ])('%s', (_name, source, expected) => {
    // Time runs only where it is the limit, so that a slow machine tests the same.
    expect(failure(source, expected === late ? () => performance.now() : undefined)).toMatch(expected);
  });

  const nested = (open: string, inner: string, close: string, times: number) => open.repeat(times) + inner + close.repeat(times);
  test.each([
    ['brackets', `return ${nested('(', '1', ')', 20_000)};`],
    ['lists', `return ${nested('[', '1', ']', 20_000)};`],
    ['blocks', nested('{', '', '}', 20_000)],
    ['signs', `return ${'- '.repeat(20_000)}x;`],
    ['conditions', `return ${'true ? 1 : '.repeat(5_000)}2;`],
    ['elvis', `return ${'null ?: '.repeat(5_000)}2;`],
    ['assignments', `def x; ${'x = '.repeat(10_000)}2;`],
    ['lambdas', `return f(${'x -> g('.repeat(5_000)}1${')'.repeat(5_001)};`],
    ['casts', `return ${'(int) '.repeat(10_000)}2;`],
    ['sums', `return 'a'${' + params.x'.repeat(5_000)};`],
    ['links', `return params${'.a'.repeat(20_000)};`],
    ['else if', `def x = true; ${'if (x) { x = false; } else '.repeat(2_000)}{ x = true; }`],
  ])('a source of many %s inside or beside each other is refused, not suffered', (_name, source) => {
    expect(failure(source)).toMatch(/^illegal_argument_exception: (The script is nested|The expression)/);
  });

  test('a source that is too long is refused', () => {
    expect(failure(`return '${'ä'.repeat(40_000)}';`)).toMatch(
      /^illegal_argument_exception: exceeded max allowed inline script size in bytes \[65535\]/,
    );
  });

  test('as deep as the limits allow, the stack of JavaScript holds', () => {
    const deepSum = `return ${nested('(1 + ', 'params.x', ')', 45)};`;
    expect(failure(deepSum)).toMatch(/^null_pointer_exception/);
    expect(failure(`def f(def x) { return ${nested('[', 'f(x)', ']', 40)}; } return f(1);`)).toMatch(deep);
  });

  test('limits of one run are whole again for the next', () => {
    const source = 'int n = 0; for (int i = 0; i < 500000; i++) { n += 1; } return "" + n;';
    const run = () => runScript(compileScript(source), { params: new Map(), now: () => 0 });
    expect([run(), run(), run()]).toEqual(['500000', '500000', '500000']);
  });
});
