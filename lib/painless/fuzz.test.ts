import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { type Json, JsonNumber } from '#lib/json/json.ts';
import type { Limits } from './budget.ts';
import { compileScript, runScript } from './script.ts';

const limits: Limits = { steps: 20_000, loops: 1_000, depth: 1_500, size: 200_000, text: 50_000, milliseconds: 200 };
const params = (): Json =>
  new Map<string, Json>([
    ['s', 'text'],
    ['l', [new JsonNumber('3'), new JsonNumber('0.5'), 'x', null]],
    ['m', new Map([['k', [true]]])],
  ]);

/** Time of one script, milliseconds: its own limit, and what a busy machine adds. */
const patience = 3_000;

/** Runs a script; whatever it is, it ends in time, with a text, with nothing, or with a failure that we understand. */
function run(source: string): string | null | undefined {
  const start = performance.now();
  try {
    return runScript(compileScript(source), { params: params(), now: () => performance.now(), limits });
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    expect(thrown.type).toBe('script_exception');
    expect(isStudioError(thrown.cause)).toBe(true);
    return undefined;
  } finally {
    expect(performance.now() - start).toBeLessThan(patience);
  }
}

const words = [
  ...['if', 'else', 'for', 'while', 'do', 'in', 'return', 'new', 'try', 'catch', 'throw', 'break', 'continue', 'def', 'int', 'String'],
  ...[
    'params',
    'x',
    'y',
    'Math',
    'Collectors',
    'ArrayList',
    'HashMap',
    'Exception',
    'this',
    'true',
    'null',
    '1',
    '2.5',
    '0x1F',
    '9L',
    '1e5',
  ],
  ...[
    '"a"',
    "'b'",
    '/a+/',
    '(',
    ')',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ';',
    ';',
    ',',
    '.',
    '?.',
    '?:',
    '?',
    ':',
    '->',
    '::',
    '=',
    '==',
    '===',
    '+',
    '-',
  ],
  ...[
    '*',
    '/',
    '%',
    '<',
    '>',
    '>>>',
    '&&',
    '||',
    '!',
    '~',
    '++',
    '--',
    '+=',
    'instanceof',
    '=~',
    '__proto__',
    'constructor',
    '\\',
    '"',
    '//',
    '/*',
  ],
];

/** Scripts that have a meaning, most of them a silly one. */
const { script } = fc.letrec((tie) => ({
  name: fc.constantFrom('x', 'y', 'params', 'l'),
  member: fc.constantFrom('s', 'l', 'm', 'length', 'k', '0', 'className', '__proto__', 'toString', 'empty'),
  method: fc.constantFrom(
    ...[
      'size',
      'add',
      'addAll',
      'get',
      'put',
      'remove',
      'toString',
      'substring',
      'replace',
      'split',
      'stream',
      'map',
      'collect',
      'sort',
      'each',
      'join',
    ],
    ...[
      'append',
      'insert',
      'repeat',
      'charAt',
      'indexOf',
      'hashCode',
      'equals',
      'contains',
      'entrySet',
      'keySet',
      'values',
      'intValue',
      'matcher',
      'find',
    ],
    ...[
      'group',
      'removeIf',
      'iterator',
      'next',
      'reverse',
      'format',
      'computeIfAbsent',
      'merge',
      'groupBy',
      'subList',
      'setLength',
      'splitOnToken',
      'concat',
    ],
  ),
  value: fc.constantFrom(
    '1',
    '0',
    '-1',
    '2147483647',
    '9L',
    '2.5',
    '1e308',
    '"a"',
    "'%s%09d'",
    'null',
    'true',
    '[]',
    '[:]',
    '/(a*)*b/',
    'params',
  ),
  expression: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    tie('value'),
    tie('name'),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '%', '<', '==', '&&', '<<', '?:', '=~'), tie('expression'))
      .map((parts) => `(${parts.join(' ')})`),
    fc.tuple(tie('expression'), tie('member')).map(([object, member]) => `${object}.${member}`),
    fc.tuple(tie('expression'), tie('expression')).map(([object, index]) => `${object}[${index}]`),
    fc
      .tuple(tie('expression'), tie('method'), fc.array(tie('argument'), { maxLength: 3 }))
      .map(([object, method, values]) => `${object}.${method}(${values.join(', ')})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .tuple(fc.constantFrom('ArrayList', 'StringBuilder', 'TreeMap', 'HashSet', 'BigDecimal', 'int[3]'), tie('expression'))
      .map(([type, value]) => (type.includes('[') ? `new ${type}` : `new ${type}(${value})`)),
    fc.tuple(tie('name'), fc.constantFrom('=', '+=', '*='), tie('expression')).map((parts) => `(${parts.join(' ')})`),
    fc
      .tuple(fc.constantFrom('int', 'long', 'double', 'String', 'char', 'def', 'List'), tie('expression'))
      .map(([type, value]) => `((${type}) ${value})`),
  ),
  argument: fc.oneof(
    tie('expression'),
    tie('expression').map((body) => `a -> ${body}`),
    fc.constantFrom('(a, b) -> a', 'Integer::parseInt', 'ArrayList::new', '(a, b) -> b - a'),
  ),
  statement: fc.oneof(
    { maxDepth: 4 },
    tie('expression').map((expression) => `def v${counter()} = ${expression};`),
    tie('expression').map((expression) => `x = ${expression};`),
    tie('expression').map((expression) => `l.add(${expression});`),
    fc.tuple(tie('expression'), tie('statement')).map(([condition, body]) => `if (${condition}) { ${body} }`),
    fc.tuple(tie('expression'), tie('statement')).map(([condition, body]) => `while (${condition}) { ${body} }`),
    fc.tuple(tie('expression'), tie('statement')).map(([over, body]) => `for (i${counter()} in ${over}) { ${body} }`),
    fc.tuple(tie('statement'), tie('statement')).map(([body, trap]) => `try { ${body} } catch (Exception e${counter()}) { ${trap} }`),
    tie('statement').map((body) => `for (int j${counter()} = 0; x != 5; l.add(x)) { ${body} }`),
  ),
  script: fc
    .tuple(fc.array(tie('statement'), { maxLength: 5 }), tie('expression'))
    .map(([statements, result]) => `def x = 1; def y = 'ab'; def l = [1]; ${statements.join(' ')} return '' + ${result};`),
}));

let count = 0;
/** Names of variables may be declared once only. */
const counter = () => count++;

describe('whatever the script, it ends in time and fails in words', () => {
  test('any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (source) => void run(source)),
      { numRuns: 500, interruptAfterTimeLimit: 5_000 },
    );
  });

  test('words of the language in any order', () => {
    const soup = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(soup, (source) => void run(source)),
      { numRuns: 3_000, interruptAfterTimeLimit: 8_000 },
    );
  });

  test('sentences of the language about anything', () => {
    fc.assert(
      fc.property(script as fc.Arbitrary<string>, (source) => void run(source)),
      { numRuns: 3_000, interruptAfterTimeLimit: 15_000 },
    );
  }, 40_000);
});
