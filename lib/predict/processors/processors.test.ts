import { describe, expect, test } from 'vitest';
import type { Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { newChainBudget } from '../work-budget.ts';
import { makeProcessors, processorConfigs, processorTypes, runProcessors } from './make-processors.ts';
import { applyProcessors, toText } from './processor.ts';

const chain = (configs: unknown) => makeProcessors(parseJson(JSON.stringify(configs)));
const run = (configs: unknown, input: Json) => applyProcessors(chain(configs), input, newChainBudget());

describe('processors', () => {
  test('numbers keep their digits through a chain, and become Java numbers only as text', () => {
    const input = parseJson('{"big":12345678901234567890,"f":1.0,"e":1e3}');
    expect(writeJson(run([{ type: 'set_field', path: '$.x', value: 5 }], input))).toBe(
      '{"big":12345678901234567890,"f":1.0,"e":1e3,"x":5}',
    );
    expect(run([{ type: 'to_string' }], input)).toBe('{"big":12345678901234567890,"f":1.0,"e":1000.0}');
  });

  test('the input of a chain stays as it is', () => {
    const input = parseJson('{"a":[{"b":1}],"c":1}');
    run(
      [
        { type: 'for_each', path: '$.a[*]', processors: { type: 'set_field', path: '$.d', value: 2 } },
        { type: 'remove_jsonpath', paths: ['$.c'] },
        { type: 'process_and_set', path: '$.e', processors: [{ type: 'to_string' }] },
      ],
      input,
    );
    expect(writeJson(input)).toBe('{"a":[{"b":1}],"c":1}');
  });

  test('members with the names of JavaScript are members', () => {
    const input = parseJson('{"__proto__":{"a":1}}');
    expect(writeJson(run([{ type: 'set_field', path: '$.constructor', source_path: '$.__proto__.a' }], input))).toBe(
      '{"__proto__":{"a":1},"constructor":1}',
    );
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  test('text is read leniently by paths, and a text that is no JSON has no paths', () => {
    expect(run([{ type: 'jsonpath_filter', path: '$.a' }], "{'a': hello}")).toBe('hello');
    expect(run([{ type: 'jsonpath_filter', path: '$.a', default: 'none' }], 'just words')).toBe('none');
    expect(
      run([{ type: 'conditional', path: '$.a', routes: [{ null: [{ type: 'regex_capture', pattern: '(\\w+)' }] }] }], 'just words'),
    ).toBe('just');
  });

  test('the first JSON in the words of a language model is taken out, whatever follows it', () => {
    expect(writeJson(run([{ type: 'extract_json' }], 'Sure: {"a":[1.0]} and {"b":2}'))).toBe('{"a":[1.0]}');
    expect(run([{ type: 'extract_json', extract_type: 'array' }], 'an [unfinished')).toBe('an [unfinished');
  });

  test('a pattern or a replacement that does not fit leaves the input alone; a bad pattern is a wrong configuration', () => {
    expect(run([{ type: 'regex_replace', pattern: 'a', replacement: '$7' }], 'aa')).toBe('aa');
    expect(() => chain([{ type: 'regex_replace', pattern: '(?<=a)b' }])).toThrow(
      expect.objectContaining({
        message: 'Invalid regex pattern: (?<=a)b',
        cause: expect.objectContaining({ type: 'pattern_syntax_exception' }),
      }),
    );
  });

  test('a group that took no part is null', () => {
    expect(run([{ type: 'regex_capture', pattern: '(a)(x)?', groups: [1, 2] }], 'a')).toEqual(['a', null]);
  });

  test.each([
    [{}, 'Invalid ML processor type: null'],
    [{ type: 'constructor' }, 'Invalid ML processor type: constructor'],
    [{ type: 'jsonpath_filter', path: 5 }, "'path' must be a string for jsonpath_filter processor"],
    ['to_string', 'A processor must be an object with a type'],
    [{ type: 'for_each', path: '$.a', processors: [{ type: 'nope' }] }, 'Invalid ML processor type: nope'],
  ])('the configuration %j is refused', (config, message) => {
    expect(() => chain([config])).toThrow(expect.objectContaining({ type: 'illegal_argument_exception', message }));
  });

  test('every type is made by its name in any case', () => {
    expect(processorTypes).toHaveLength(10);
    expect(run([{ type: 'TO_STRING' }], null)).toBe('null');
  });

  test('a parameter configures a chain, leniently; without one the input is the result', () => {
    const parameters = new Map([['output_processors', "[{type: 'to_string'}]"]]);
    expect(runProcessors(parameters, 'output_processors', [])).toBe('[]');
    expect(runProcessors(parameters, 'input_processors', 'x')).toBe('x');
    for (const text of ['"x"', '[1]', '{', '', '{"type":"to_string"}']) expect(processorConfigs(new Map([['p', text]]), 'p')).toEqual([]);
  });
});

describe('a chain is bounded', () => {
  const doubling = (times: number) =>
    Array.from({ length: times }, () => ({ type: 'regex_replace', pattern: '.*', replacement: '$0$0', replace_all: false }));
  const tooLong = expect.objectContaining({ status: 400, message: expect.stringContaining('too long') });

  test('texts that double at every step are stopped, not swallowed', { timeout: 20_000 }, () => {
    expect(toText(run(doubling(5), 'abc'))).toHaveLength(96);
    expect(() => run(doubling(60), 'abc')).toThrow(tooLong);
    const nested = { type: 'for_each', path: '$', processors: doubling(60) };
    expect(() => run([nested], ['abc'])).toThrow(tooLong);
    expect(() =>
      run(
        Array.from({ length: 60 }, () => ({ type: 'process_and_set', path: '$.a', processors: { type: 'to_string' } })),
        new Map(),
      ),
    ).toThrow(tooLong);
  });

  test('loops in loops over a large answer are stopped soon', () => {
    const input = parseJson(JSON.stringify(Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => ({ a: 1 })))));
    const inner = {
      type: 'for_each',
      path: '$[*]',
      processors: [{ type: 'conditional', routes: [{ 'regex:.*x.*': [] }] }, { type: 'to_string' }],
    };
    expect(() => run([{ type: 'for_each', path: '$', processors: Array.from({ length: 20 }, () => inner) }], input)).toThrow(tooLong);
  });
});
