import { describe, expect, test } from 'vitest';
import { assertNoPlaceholderLeft } from './assert-no-placeholder-left.ts';
import { buildPayload } from './build-payload.ts';
import { givenParameters } from './escape-parameters.ts';
import { explainHeader, explainPayload, explainUrl, stretches } from './explain-template.ts';
import { fillFunctionText } from './fill-function-text.ts';
import { fillHeaderCredentials, fillHeaderParameters } from './fill-headers.ts';
import { mergeParameters, savedParameters } from './parameter-set.ts';
import { escapePreamble } from './script-escape.ts';

const map = (values: Record<string, string | null>) => new Map(Object.entries(values));

describe('building a payload', () => {
  test('T-10 defaults and escapes in the template work as in ML Commons', () => {
    const template = '{"t":${parameters.t:-0.5},"u":"$${parameters.t}"}';
    expect(buildPayload({ request_body: template }, map({}))).toBe('{"t":0.5,"u":"${parameters.t}"}');
    expect(buildPayload({ request_body: template }, map({ t: '1' }))).toBe('{"t":1,"u":"${parameters.t}"}');
  });

  test('T-11 what is left is refused by name, unless it is left on purpose', () => {
    const payload = '{"a":"${parameters.a}","b":"${parameters.b:-x} ${parameters.a}"}';
    expect(() => assertNoPlaceholderLeft(payload, map({}))).toThrow('Some parameter placeholder not filled in payload: a, b:-x, a');
    expect(() => assertNoPlaceholderLeft(payload, map({ skip_validating_missing_parameters: 'no' }))).toThrow();
    assertNoPlaceholderLeft(payload, map({ skip_validating_missing_parameters: 'TRUE' }));
    expect(() => assertNoPlaceholderLeft('{"a":"${parameters}"}', map({}))).toThrow(
      expect.objectContaining({ message: 'Some parameter placeholder not filled in payload: ' }),
    );
  });

  test('T-14 a payload full of beginnings is judged at once', () => {
    expect(() => assertNoPlaceholderLeft('${parameters.'.repeat(300_000), map({}))).toThrow('not filled');
  });

  test('a list of names and an invalid payload are not repeated without end', () => {
    const longest = (run: () => unknown) => {
      try {
        run();
      } catch (thrown) {
        return (thrown as Error).message.length;
      }
      return 0;
    };
    expect(longest(() => assertNoPlaceholderLeft('${parameters.abcdefgh}'.repeat(10_000), map({})))).toBeLessThan(9000);
    expect(longest(() => buildPayload({ request_body: 'x'.repeat(100_000) }, map({})))).toBeLessThan(9000);
  });

  test('toString finds a helper behind a plain placeholder in the same value', () => {
    const values = map({ prompt: '${parameters.name} knows ${parameters.docs.toString()}', name: 'Bo', docs: '["d"]' });
    expect(buildPayload({ request_body: '{"p":"${parameters.prompt}"}' }, values)).toBe('{"p":"Bo knows [\\"d\\"]"}');
  });

  test('a stream flag is added to what is one object only', () => {
    const values = map({ stream: 'x', _llm_interface: ' OpenAI\\/v1\\/Chat\\/Completions ' });
    expect(buildPayload({ request_body: '{ "n": 1.50, stream: no }' }, values)).toBe('{"n":1.50,"stream":true}');
    expect(buildPayload({ request_body: '[ {} ]' }, values)).toBe('[ {} ]');
    expect(buildPayload({ request_body: '{}\n{}' }, values)).toBe('{}\n{}');
  });
});

describe('explaining a payload', () => {
  const set = mergeParameters(savedParameters({ model: 'm' }), givenParameters(map({ q: 'a "b"' }), 'call'));
  const request_body = '{"m":"${parameters.model}","q":"${parameters.q}","size":"${parameters.size:-null}","r":"${parameters.role}"}';

  test('shows every stretch with its origin and the refusal to expect', () => {
    const explained = explainPayload({ request_body }, set);
    expect(explained.payload).toBeNull();
    expect(explained.problem?.message).toBe('Some parameter placeholder not filled in payload: role');
    expect(explained.text).toBe('{"m":"m","q":"a \\"b\\"","size":null,"r":"${parameters.role}"}');
    expect(explained.spans.map(({ name, origin, start, end }) => [name, origin, explained.text.slice(start, end)])).toEqual([
      ['model', 'connector', 'm'],
      ['q', 'call', 'a \\"b\\"'],
      ['size', 'default', 'null'],
      ['role', 'missing', '${parameters.role}'],
    ]);
    expect(stretches(explained).map(({ text, span }) => [text, span?.name])).toEqual([
      ['{"m":"', undefined],
      ['m', 'model'],
      ['","q":"', undefined],
      ['a \\"b\\"', 'q'],
      ['","size":', undefined],
      ['null', 'size'],
      [',"r":"', undefined],
      ['${parameters.role}', 'role'],
      ['"}', undefined],
    ]);
  });

  test('what is left on purpose is kept, and the text is what is sent', () => {
    const explained = explainPayload(
      { request_body },
      mergeParameters(set, savedParameters({ skip_validating_missing_parameters: 'true' })),
    );
    expect(explained.payload).toBe(explained.text);
    expect(explained.spans.at(-1)?.origin).toBe('kept');
  });

  test('the innermost of nested stretches is drawn', () => {
    const nested = mergeParameters(savedParameters({ p: 'be ${parameters.mood}!', mood: 'kind' }));
    expect(
      stretches(explainPayload({ request_body: '{"p":"${parameters.p}"}' }, nested)).map(({ text, span }) => [text, span?.name]),
    ).toEqual([
      ['{"p":"', undefined],
      ['be ', 'p'],
      ['kind', 'mood'],
      ['!', 'p'],
      ['"}', undefined],
    ]);
  });

  test('a circle has nothing to show but its words', () => {
    const explained = explainPayload({ request_body: '{"a":"${parameters.a}"}' }, savedParameters({ a: '${parameters.a}' }));
    expect(explained).toMatchObject({ text: '', spans: [], payload: null, problem: { status: 400 } });
  });

  test('URLs and headers have their origins too', () => {
    expect(explainUrl('https://x/${parameters.model}', set).spans).toMatchObject([{ name: 'model', origin: 'connector' }]);
    const header = explainHeader('Bearer ${credential.key} ${parameters.q}', set);
    expect(header.spans).toMatchObject([
      { name: 'key', origin: 'credential', start: 7, end: 24 },
      { name: 'q', origin: 'call' },
    ]);
  });
});

describe('headers', () => {
  const given = givenParameters(map({ id: 'a', evil: '${credential.key}', half: '${credential.', loop: '${parameters.id}' }), 'call');

  test('parameters are filled and credentials stay', () => {
    expect(
      fillHeaderParameters({ Authorization: 'Bearer ${credential.key}', 'X-Id': '<${parameters.id}>' }, given.values, given.marks),
    ).toEqual({
      Authorization: 'Bearer ${credential.key}',
      'X-Id': '<a>',
    });
  });

  test('T-03 a value of the caller is not looked into, so what it holds stays unresolved', () => {
    expect(() => fillHeaderParameters({ 'X-Id': '${parameters.loop}' }, given.values, given.marks)).toThrow(
      "Header 'X-Id' contains unresolved placeholder. Required parameter is missing.",
    );
  });

  test.each(['${parameters.evil}', '${parameters.half}key}', '${credential.${parameters.id}}'])(
    'T-04 no parameter makes a credential: %s',
    (value) => {
      expect(() => fillHeaderParameters({ 'X-Id': value }, given.values, given.marks)).toThrow(
        "Header 'X-Id' cannot take a ${credential.*} placeholder from a parameter.",
      );
    },
  );

  test('a credential is inserted once, whatever it holds', () => {
    const credential = map({ key: 's${credential.key}$& ${parameters.id}', other: 'o' });
    expect(fillHeaderCredentials({ A: '${credential.key}', B: '${credential.none}', C: 'x' }, credential)).toEqual({
      A: 's${credential.key}$& ${parameters.id}',
      B: '${credential.none}',
      C: 'x',
    });
  });
});

describe('function texts', () => {
  test('parameters are JSON strings, and none of them can become code', () => {
    const values = map({ a: 'x"; evil(); "${parameters.b}', b: '"; evil(); "', c: null });
    expect(fillFunctionText('f(${parameters.a}, ${parameters.c}, ${parameters.d})', values)).toBe(
      'f("x\\"; evil(); \\"${parameters.b}", null, ${parameters.d})',
    );
  });

  test('the helper escape is added where it is called and not declared', () => {
    expect(escapePreamble('return escape(params.x)')).toMatch(/^String escape\(def input\) \{.*\}\n$/s);
    expect(escapePreamble('String escape(def x) { return x } return escape(1)')).toBe('');
  });
});
