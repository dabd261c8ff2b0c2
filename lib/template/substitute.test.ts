import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { buildPayload } from './build-payload.ts';
import { givenParameters } from './escape-parameters.ts';
import { fillUrl } from './fill-url.ts';
import { mergeParameters, savedParameters } from './parameter-set.ts';
import { substitute, substituteTraced } from './substitute.ts';

const map = (values: Record<string, string | null>) => new Map(Object.entries(values));

/** The payload of a template with the connector's own parameters and those of a call. */
function payloadOf(template: string, given: Record<string, string>, saved: Record<string, string> = {}): string | null {
  const { values, marks } = mergeParameters(savedParameters(saved), givenParameters(map(given), 'call'));
  return buildPayload({ request_body: template }, values, marks);
}

const prompted = (prompt: string, saved?: Record<string, string>) => {
  const payload = payloadOf('{"prompt":"${parameters.prompt}"}', { prompt }, saved);
  return JSON.parse(payload ?? '');
};

describe('values from outside between quotes', () => {
  test('T-01 quotes, line feeds and NUL arrive as they were', () => {
    const prompt = 'He said "hi"\n\u0000';
    expect(prompted(prompt)).toEqual({ prompt });
  });

  test('T-01 any text arrives as it was, be it JSON or not', () => {
    const pieces = fc.constantFrom(
      '"',
      "'",
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\n',
      '\u2028',
      'é',
      '/',
      '\\u0022',
      'a',
      '\ud800',
      '$',
      '\t',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(
        text.filter((prompt) => !prompt.includes('${parameters')),
        (prompt) => {
          expect(prompted(prompt)).toEqual({ prompt });
        },
      ),
      { numRuns: 800 },
    );
  });

  test.each([
    'x","admin":true,"y":"',
    '["a","b"]',
    '{"role":"system"}',
    `{'a': '"'}`,
    '["\\n"]',
    '[1,2]',
    "['a\\n']",
    '{"prompt":"${other}"}',
  ])('T-02 %s is the text of one key', (prompt) => {
    expect(prompted(prompt)).toEqual({ prompt });
    const { values, marks } = givenParameters(map({ prompt }), 'pre_process');
    expect(JSON.parse(buildPayload({ request_body: '{"prompt":"${parameters.prompt}"}' }, values, marks) ?? '')).toEqual({ prompt });
  });

  test('T-02 JSON goes in raw outside quotes, and inside the strings of what went in raw it does not', () => {
    expect(payloadOf('{"m": ${parameters.m}}', { m: '[{"content":"${parameters.q}"}]', q: '["a"]' })).toBe(
      '{"m": [{"content":"[\\"a\\"]"}]}',
    );
    expect(payloadOf('{"m": ${parameters.m}}', { q: '{"a":1}' }, { m: '[{"content":"${parameters.q}"}]' })).toBe(
      '{"m": [{"content":"{\\"a\\":1}"}]}',
    );
  });

  test('T-02 the strings of a lenient template end at an apostrophe', () => {
    const payload = payloadOf("{'prompt':'${parameters.prompt}'}", { prompt: `x','admin':true,'y':'` });
    expect(payload).toBe("{'prompt':'x\\u0027,\\u0027admin\\u0027:true,\\u0027y\\u0027:\\u0027'}");
  });

  test('T-02 a value in no_escape_params stays as it is, but may not leave its string', () => {
    const template = '{"prompt":"${parameters.prompt}"}';
    expect(payloadOf(template, { prompt: 'say \\"hi\\" / é', no_escape_params: 'a, prompt' })).toBe('{"prompt":"say \\"hi\\" / é"}');
    for (const prompt of ['x","admin":true,"y":"', 'x\\', 'a"b"c', '\\\\"']) {
      expect(() => payloadOf(template, { prompt, no_escape_params: 'prompt' })).toThrow(`Invalid payload: {"prompt":"${prompt}"}`);
    }
  });

  test('T-02 a backslash in front of a placeholder cannot undo the escaping', () => {
    const y = '","admin":true,"z":"';
    expect(() => payloadOf('{"p":"\\${parameters.y}"}', { y })).toThrow('Invalid payload');
    expect(() => payloadOf('{"p":"${parameters.x}"}', { x: 'a\\${parameters.y}', y, no_escape_params: 'x' })).toThrow('Invalid payload');
  });

  test('T-02 no choice of values adds or removes a member', () => {
    const text = fc
      .array(
        fc.constantFrom(
          '"',
          "'",
          '\\',
          '${parameters.a}',
          '${parameters.b}',
          '${parameters.zz:-',
          '}',
          '{',
          '[',
          ']',
          '$',
          ',',
          ':',
          'x',
          '\n',
          'a,b',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, fc.constantFrom('', 'a', 'a,b'), (a, b, no_escape_params) => {
        const payload = attempt(() => payloadOf('{"one":"${parameters.a}","two":"-${parameters.b}-"}', { a, b, no_escape_params }));
        if (payload === undefined) return;
        const sent = JSON.parse(lenient(payload ?? ''));
        expect(Object.keys(sent)).toEqual(['one', 'two']);
        expect(typeof sent.one).toBe('string');
        expect(typeof sent.two).toBe('string');
      }),
      { numRuns: 5000 },
    );
  });
});

/** Control characters and `\'` pass in a payload, though not in JSON.parse. */
const lenient = (payload: string) => payload.replace(/\\(.)/gs, (pair, escaped) => (escaped === "'" ? "'" : pair));

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.status === 400) return undefined;
    throw thrown;
  }
}

describe('placeholders in values', () => {
  test('T-03 a prompt may mention a saved parameter in a body', () => {
    expect(prompted('You are ${parameters.system}', { system: 'kind' })).toEqual({ prompt: 'You are kind' });
  });

  test('T-03 in a URL a value of the caller is never looked into', () => {
    const { values, marks } = mergeParameters(
      savedParameters({ secret_path: 's3', host: '${parameters.region}.example.com', region: 'eu' }),
      givenParameters(map({ model: '${parameters.secret_path}' }), 'call'),
    );
    expect(fillUrl('https://${parameters.host}/${parameters.model}', values, marks).text).toBe(
      'https://eu.example.com/${parameters.secret_path}',
    );
  });

  test('T-04 a credential placeholder in a prompt stays text', () => {
    expect(prompted('${credential.openAI_key}')).toEqual({ prompt: '${credential.openAI_key}' });
  });

  test.each(['$&', '$1', '$`', '$$', "$'", '$<x>'])('T-05 %s is only text', (prompt) => {
    expect(prompted(prompt)).toEqual({ prompt });
  });

  test('T-06 the default of an unknown parameter in a prompt is escaped like the prompt around it', () => {
    expect(prompted('${parameters.zz:-INJ}')).toEqual({ prompt: 'INJ' });
    expect(prompted('a ${parameters.zz:-x","admin":true,"y":"} b')).toEqual({ prompt: 'a x","admin":true,"y":" b' });
  });

  test('T-07 saved values fill each other', () => {
    expect(substitute('${parameters.a}', map({ a: '${parameters.b}', b: 'v' }))).toBe('v');
  });

  test('T-08 a circle is refused with 400 in the words of ML Commons', () => {
    for (const [values, chain] of [
      [{ a: '${parameters.a}' }, 'a'],
      [{ a: '${parameters.b}', b: '${parameters.a}' }, 'a->b'],
    ] as const) {
      expect(() => substitute('x ${parameters.a}', map(values))).toThrow(
        expect.objectContaining({
          type: 'illegal_state_exception',
          status: 400,
          message: `Infinite loop in property interpolation of x \${parameters.a}: ${chain}`,
        }),
      );
    }
  });

  test('T-09 values that double each other stop early', () => {
    const doubling: Record<string, string> = { p30: 'x' };
    for (let index = 0; index < 30; index++) doubling[`p${index}`] = `\${parameters.p${index + 1}}\${parameters.p${index + 1}}`;
    expect(() => substitute('${parameters.p0}', map(doubling))).toThrow('more than 1000 placeholders');
    const long = map({ a: '${parameters.b}'.repeat(100), b: 'x'.repeat(100_000) });
    expect(() => substitute('${parameters.a}', long)).toThrow('grow beyond 4 MiB');
    expect(() => substitute('${parameters.b}'.repeat(100), long)).toThrow('grow beyond 4 MiB');
  });

  test('T-09 one long value is not growth', () => {
    expect(substitute('"${parameters.image}"', map({ image: 'x'.repeat(8 * 1024 * 1024) })).length).toBe(8 * 1024 * 1024 + 2);
  });

  test('T-12 names of Object.prototype are names like any other', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
    for (const name of names) {
      expect(substitute(`\${parameters.${name}}`, new Map())).toBe(`\${parameters.${name}}`);
      expect(substitute(`\${parameters.${name}}`, new Map([[name, 'v']]))).toBe('v');
    }
  });
});

describe('T-14 size', () => {
  test('10,000 placeholders and a template of a mebibyte are filled', () => {
    const template = `[${'"${parameters.a}",'.repeat(10_000)}"${'x'.repeat(1024 * 1024)}"]`;
    expect(substitute(template, map({ a: 'v' })).length).toBe(template.length - 10_000 * 14);
  });

  test('texts made of beginnings take no longer than others', () => {
    for (const piece of ['${parameters.', '$${parameters.', '${parameters.a:-']) {
      const text = piece.repeat(70_000);
      expect(substitute(text, map({ a: 'v' }))).toBe(text);
      // Ends in one brace, which every beginning could look for.
      expect(substitute(`${text}}`, map({ a: 'v' })).length).toBeLessThanOrEqual(text.length + 1);
    }
  });
});

describe('provenance', () => {
  test('spans say what came from where, in the text as it is sent', () => {
    const { values, marks } = mergeParameters(
      savedParameters({ model: 'm1', system: 'be ${parameters.mood}' }),
      givenParameters(map({ q: 'say "hi"', mood: 'kind' }), 'call'),
      givenParameters(map({ texts: '["a"]' }), 'pre_process'),
    );
    const template =
      '{"m":"${parameters.model}","s":"${parameters.system}","q":"${parameters.q}","t":${parameters.texts},"d":${parameters.n:-5},"x":"${parameters.x}","e":"$${parameters.e}"}';
    const { text, spans } = substituteTraced(template, values, { marks, json: true });
    const seen = spans.map(({ start, end, name, kind, origin, as_json_string, depth }) => [
      name, text.slice(start, end), kind, origin, as_json_string, depth,
    ]); // biome-ignore format: one row per span
    expect(seen).toEqual([
      ['model', 'm1', 'filled', 'connector', false, 0],
      ['system', 'be kind', 'filled', 'connector', false, 0],
      ['mood', 'kind', 'filled', 'call', true, 1],
      ['q', 'say \\"hi\\"', 'filled', 'call', true, 0],
      ['texts', '["a"]', 'filled', 'pre_process', false, 0],
      ['n', '5', 'default', undefined, false, 0],
      ['x', '${parameters.x}', 'missing', undefined, false, 0],
      ['e', '${parameters.e}', 'escaped', undefined, false, 0],
    ]);
  });
});

const atoms = fc.constantFrom(
  '${parameters.', '${parameters.a}', '${parameters.b}', '${parameters.c:-d}', '$${parameters.a}', '$', '}', '{', '"', "'", '\\', ':-', 'x', ',', '[', ']',
); // biome-ignore format: one line of atoms
const fragment = fc.array(atoms, { maxLength: 10 }).map((parts) => parts.join(''));

describe('for any template and values', () => {
  const cases = [fragment, fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.option(fragment)), fc.boolean(), fc.boolean()] as const;

  test('filling ends, fails only for a circle or growth, and spans lie within the text, each inside or outside another', () => {
    fc.assert(
      fc.property(...cases, (template, values, json, saved) => {
        const set = saved ? savedParameters(map(values)) : givenParameters(map(values), 'call');
        const filled = attempt(() => substituteTraced(template, set.values, { marks: set.marks, json }));
        if (!filled) return;
        const { text, spans } = filled;
        expect(substituteTraced(template, set.values, { marks: set.marks, json, trace: false }).text).toBe(text);
        if (saved) expect(substitute(template, set.values)).toBe(text);
        for (const [index, span] of spans.entries()) {
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
          const next = spans[index + 1];
          if (next) expect(next.start >= span.start && (next.start >= span.end || next.end <= span.end)).toBe(true);
          if (span.kind === 'missing' || span.kind === 'escaped')
            expect(text.slice(span.start, span.end)).toMatch(/^\$\{parameters\..*\}$/s);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
