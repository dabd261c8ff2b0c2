import fc from 'fast-check';
import { query } from 'json-p3';
import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import type { Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { deleteAt, putAt, setAt } from './json-path/edit-path.ts';
import { cachedPath, isValidJsonPath, readPath } from './json-path.ts';
import { newBudget } from './work-budget.ts';

const read = (json: string, path: string) => writeJson(readPath(parseJson(json), path));
const problem = (json: string, path: string) => {
  try {
    return `found ${read(json, path)}`;
  } catch (error) {
    return isStudioError(error) ? `${error.type}: ${error.message}` : `${error}`;
  }
};

describe('reading a path', () => {
  test('numbers and texts come out as they were written', () => {
    expect(read('{"a":[1.0,1e3,12345678901234567890,-0.10]}', '$.a[*]')).toBe('[1.0,1e3,12345678901234567890,-0.10]');
    expect(read('{"10":1,"2":2,"__proto__":{"a":3}}', '$')).toBe('{"10":1,"2":2,"__proto__":{"a":3}}');
  });

  test('names that JavaScript gives to every object are found only where they are', () => {
    expect(read('{"__proto__":{"x":1}}', '$.__proto__.x')).toBe('1');
    for (const name of ['constructor', 'toString', '__proto__', 'length']) {
      expect(problem('{"a":1}', `$.${name}`)).toBe(`path_not_found_exception: No results for path: $['${name}']`);
    }
  });

  test.each([
    ['{"a":{"b":1}}', 'a.b', '1'],
    ['{"a":[{"t":1},{"t":2}]}', '$.a[-1].t', '2'],
    ['{"a":[1,2,3]}', '$.a[0,2]', '[1,3]'],
    ['{"a":[1,2,3,4]}', '$.a[-3:-1]', '[2,3]'],
    ['{"a":[1,2,3]}', '$.a[:2]', '[1,2]'],
    ['{"a":1,"b":2,"c":3}', "$['a','c']", '{"a":1,"c":3}'],
    ['{"a":1,"b":{"a":2}}', '.a', '[1,2]'],
    ['{"a":{"x y":1}}', "$.a['x y']", '1'],
    ['{"a\'b":1}', "$['a\\'b']", '1'],
    ['{"a":[1,5]}', '$.a.sum()', '6.0'],
    ['{"a":[1,5]}', '$.a.max()', '5.0'],
    ['{"a":{"k":1,"l":2}}', '$.a.keys()', '["k","l"]'],
    ['{"a":[{"p":1},{"p":3}]}', '$..p.length()', '2'],
    ['{"a":[{"k":"x"},{"k":"y"}]}', "$.a[?(@.k in ['y','z'])].k", '["y"]'],
    ['{"a":[{"k":"Test"},{"k":"no"}]}', '$.a[?(@.k =~ /te.*/i)].k', '["Test"]'],
    ['{"a":[{"k":1,"v":2},{"v":3}]}', '$.a[?(!@.k)].v', '[3]'],
    ['{"a":[{"k":1},{"k":5}],"m":3}', '$.a[?(@.k > $.m)]', '[{"k":5}]'],
    ['{"a":[{"k":"1"},{"k":1}]}', '$.a[?(@.k === 1)]', '[{"k":1}]'],
    ['{"a":[{"k":[]},{"k":[1]}]}', '$.a[?(@.k empty true)]', '[{"k":[]}]'],
    ['{"a":[12345678901234567890,12345678901234567891]}', '$.a[?(@ > 12345678901234567890)]', '[12345678901234567891]'],
  ])('%s at %s gives %s', (json, path, expected) => {
    expect(read(json, path)).toBe(expected);
  });

  test.each([
    ['{"a":1}', '$.a.b', "Expected to find an object with property ['b'] in path $['a'] but found 'a number'."],
    ['{"a":null}', '$.a[0]', "The path $['a'] is null"],
    ['{"a":{}}', '$.a[0].t', "Filter: [0]['t'] can only be applied to arrays. Current context is: an object"],
    ['{"a":[]}', '$.a[0]', "No results for path: $['a'][0]"],
    ['{"a":[]}', '$["a"][?(@.b)][0].c.d', 'found []'],
  ])('%s has nothing at %s, and the message says why', (json, path, message) => {
    expect(problem(json, path)).toBe(message.startsWith('found') ? message : `path_not_found_exception: ${message}`);
  });

  test.each([
    '$.[',
    '$.a b',
    '$[?(@.a]',
    '$[?(1 +)]',
    "$['a",
    '$[1:5:2]',
    '$[:]',
    '$.a[99999999999]',
    '$.concat("x")',
    '$[?(@.a =~ /(?=x)/)]',
    '$.a.nope()',
    'a'.repeat(5000),
    '$[?('.repeat(100),
    `$[?(${'('.repeat(1000)}`,
    `$[?(@.a in ${'['.repeat(1000)})]`,
  ])('%s cannot be read: 400', (path) => {
    expect(() => readPath(parseJson('{"a":[1]}'), path)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('B-19: a path is bounded and runs no code', () => {
  const wide = parseJson(
    JSON.stringify({ a: Array.from({ length: 2000 }, (_, id) => ({ id, v: Array.from({ length: 100 }, () => id) })) }),
  );

  test.each(['$..*..*..*', '$..[?(@..id)]', '$.a[?($..id)]', '$.a[*].v[?(@ in $.a[*].id)]', '$[-2147483647:2147483647]'])(
    '%s over a large answer stops with 400, soon',
    (path) => {
      const document = path.startsWith('$[-') ? parseJson('[1]') : wide;
      expect(() => readPath(document, path)).toThrow(
        expect.objectContaining({ status: 400, message: expect.stringContaining('too long') }),
      );
    },
  );

  test('a script expression is a wrong path', () => {
    for (const path of ['$[(@.length-1)]', '$[?(process.exit())]', '$[?(@.a.constructor("return 1")())]', '$[?(`1`)]']) {
      expect(() => readPath(parseJson('{"a":[1]}'), path), path).toThrow(expect.objectContaining({ type: 'invalid_path_exception' }));
    }
  });

  test('an answer nested as deep as the reader allows is searched without trouble', () => {
    const deep = parseJson(`${'[{"a":'.repeat(200)}1${'}]'.repeat(200)}`);
    expect(Array.isArray(readPath(deep, '$..a'))).toBe(true);
  });
});

describe('changing what a path finds', () => {
  const document = parseJson('{"a":[1,2,3],"b":{"c":1}}');
  const change = (edit: (json: Json) => Json) => writeJson(edit(document));

  test('the document itself stays as it is', () => {
    const before = writeJson(document);
    change(setAt(cachedPath('$.a[*]'), 'x'));
    change(deleteAt(cachedPath('$.a[*]')));
    change(putAt(cachedPath('$.b'), '__proto__', 'x'));
    expect(writeJson(document)).toBe(before);
  });

  test('every value that is found is replaced or removed', () => {
    expect(change(setAt(cachedPath('$.a[0,2]'), 'x'))).toBe('{"a":["x",2,"x"],"b":{"c":1}}');
    expect(change(deleteAt(cachedPath('$.a[0:2]')))).toBe('{"a":[3],"b":{"c":1}}');
    expect(change(putAt(cachedPath('$.b'), '__proto__', 'x'))).toBe('{"a":[1,2,3],"b":{"c":1,"__proto__":"x"}}');
  });

  test.each(['$', '$.nope', '$.a[-1]'])('%s cannot be replaced', (path) => {
    expect(() => change(setAt(cachedPath(path), 'x'))).toThrow(expect.objectContaining({ name: 'StudioError' }));
  });

  test('copying a large document is work too', () => {
    const budget = newBudget();
    budget.left = 5;
    expect(() => setAt(cachedPath('$.b.c'), 'x')(document, budget)).toThrow('too long');
  });
});

describe('against a second implementation', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const step = fc.oneof(
    name.map((key) => `.${key}`),
    name.map((key) => `['${key}']`),
    fc.nat(3).map((index) => `[${index}]`),
    fc.constantFrom('[*]', '.*', '[0:2]', '[1:]', '..a', '..*'),
  );
  const steps = fc.array(step, { minLength: 1, maxLength: 4 }).map((parts) => `$${parts.join('')}`);
  // RFC 9535 filters the members of an object, Jayway the object itself: filters stand where there are only lists.
  const filters = fc
    .tuple(fc.constantFrom('@.a', '@.b == 1', '@.a > 1 && @.b', '!@.c', "@.a == 'x' || @.b < @.a"), fc.constantFrom('', '.a', '.*'))
    .map(([filter, rest]) => `$[*][?(${filter})]${rest}`);
  const leaf = fc.oneof(fc.nat(3), fc.constantFrom('x', 'y'), fc.boolean());
  const row = fc.dictionary(name, leaf, { maxKeys: 3, noNullPrototype: true });
  const table = fc.array(fc.array(row, { maxLength: 3 }), { maxLength: 3 });

  test('paths over lists of lists of rows find what json-p3 finds', () => {
    fc.assert(
      fc.property(table, fc.oneof(steps, filters), (document, path) => {
        const expected = query(path, document).values();
        // Jayway gives the one value of a definite path itself, and stops with an error where there is none.
        const actual = attempt(() => JSON.parse(writeJson(readPath(parseJson(JSON.stringify(document)), path))));
        if (actual === 'nothing') expect(expected).toEqual([]);
        else if (cachedPath(path).isDefinite) expect([actual]).toEqual(expected);
        else expect(sorted(actual)).toEqual(sorted(expected));
      }),
      { numRuns: 2000 },
    );
  });

  const sorted = (values: unknown) => (Array.isArray(values) ? values.map((value) => JSON.stringify(value)).sort() : values);

  function attempt(work: () => unknown): unknown {
    try {
      return work();
    } catch (error) {
      if (isStudioError(error) && /path_not_found|invalid_path/.test(error.type)) return 'nothing';
      throw error;
    }
  }

  test('any text is either a path or refused, and never anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'$@.[]()*?\'"-:,!<>=~&|/\\ a1b'), maxLength: 30 }), (text) => {
        expect(typeof isValidJsonPath(text)).toBe('boolean');
        if (isValidJsonPath(text)) attempt(() => readPath(parseJson('{"a":[{"b":1}],"b":"a"}'), text));
      }),
      { numRuns: 3000 },
    );
  });
});
