import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildConnector } from '#lib/connectors/build-connector.ts';
import { completeInput } from '#lib/connectors/complete-input.ts';
import { readConnectorFields } from '#lib/connectors/read-connector.ts';
import { ConnectorInput, ConnectorView } from '#lib/connectors/schema.ts';
import { isStudioError } from '#lib/errors.ts';
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { readNodeSettings } from '#lib/node-settings.ts';
import { applyChange } from '#lib/settings/apply-change.ts';
import { nodeSettingsProblem } from '#lib/settings/node-file-settings.ts';
import { settings } from '#lib/settings/registry.ts';
import { readSettingsBody } from '#lib/settings/settings-body.ts';
import { StartError } from '#lib/start-error.ts';
import { buildPayload } from '#lib/template/build-payload.ts';
import { givenParameters } from '#lib/template/escape-parameters.ts';
import { explainPayload } from '#lib/template/explain-template.ts';
import { fillFunctionText } from '#lib/template/fill-function-text.ts';
import { fillHeaderCredentials, fillHeaderParameters } from '#lib/template/fill-headers.ts';
import { fillUrl } from '#lib/template/fill-url.ts';
import { isLenientJson, readLenientJson } from '#lib/template/lenient-json.ts';
import { mergeParameters, savedParameters } from '#lib/template/parameter-set.ts';
import { anyJson, anyText, arbitraryOfSchema, type Schema } from './arbitrary-of-schema.ts';
import { budget, patience } from './budget.ts';

/** Milliseconds that one small text may take on a busy machine. */
const longest = 1_000;

/** What it came to: a value, or a failure that we understand. @throws Error for any other failure, and for one that took too long */
function outcome<Value>(run: () => Value): { value: Value } | { refused: string; status: number } {
  const started = performance.now();
  try {
    return { value: run() };
  } catch (thrown) {
    if (thrown instanceof StartError) return { refused: thrown.message, status: 0 };
    if (!isStudioError(thrown)) throw thrown;
    return { refused: thrown.message, status: thrown.status };
  } finally {
    expect(performance.now() - started).toBeLessThan(longest);
  }
}

/** JSON, and JSON in which something was left out, doubled or put in. */
const nearlyJson = fc
  .tuple(
    anyJson,
    fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', '/', '0', '\t', 'é'))),
  )
  .map(([value, changes]) => {
    let text = JSON.stringify(value) ?? '';
    for (const [at, length, put] of changes.slice(0, 2)) {
      const place = at % (text.length + 1);
      text = text.slice(0, place) + put + text.slice(place + length);
    }
    return text;
  });

const strict = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

describe('JSON', () => {
  test('is read as JSON.parse reads it, or refused with a reason; what only we refuse has a field twice', { timeout: patience }, () => {
    const property = fc.property(nearlyJson, (text) => {
      const read = outcome(() => parseJson(text));
      const expected = strict(text);
      if ('value' in read && expected) expect(JSON.parse(writeJson(read.value))).toEqual(expected.value);
      if ('refused' in read) expect(read.status).toBe(400);
      if ('refused' in read && expected) expect(read.refused).toMatch(/^Duplicate field|null/);
    });
    fc.assert(property, budget(2_000));
  });

  test('in the lenient dialect never fails, and takes every object and list that is strict JSON', { timeout: patience }, () => {
    const property = fc.property(fc.oneof(nearlyJson, anyText), (text) => {
      const read = outcome(() => [isLenientJson(text), readLenientJson(text)] as const);
      if (!('value' in read)) throw new Error(`Refused: ${read.refused}`);
      const [isJson, value] = read.value;
      expect(isJson).toBe(value !== undefined);
      const expected = strict(text)?.value;
      if (typeof expected === 'object' && expected !== null) expect(isJson).toBe(true);
    });
    fc.assert(property, budget(2_000));
  });
});

const names = ['a', 'b', 'c', 'a.b', '__proto__', 'http_body', 'no_escape_params', 'stream', '_llm_interface'] as const;
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `\${parameters.${name}}`) },
  { weight: 1, arbitrary: fc.constantFrom(...names).map((name) => `\${parameters.${name}:-\${parameters.a}}`) },
  { weight: 1, arbitrary: fc.constantFrom(...names).map((name) => `\${parameters.${name}.toString()}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('${parameters.', '${', '}', '$', '$$', ':-', '${credential.a}', '"', "'", '\\', '{', ',', 'null'),
  },
  { weight: 1, arbitrary: anyText },
);
const template = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const texts = fc.dictionary(fc.constantFrom(...names), fc.oneof(template, anyText), { maxKeys: 5 });

describe('a template', () => {
  test('is filled or refused, whatever stands in it and in its values', { timeout: patience }, () => {
    const property = fc.property(template, texts, texts, (text, saved, given) => {
      const set = mergeParameters(savedParameters(saved), givenParameters(new Map(Object.entries(given)), 'call'));
      const results = [
        outcome(() => buildPayload({ request_body: text }, set.values, set.marks)),
        outcome(() => fillUrl(text, set.values, set.marks).text),
        outcome(() => fillHeaderParameters({ x: text }, set.values, set.marks)),
        outcome(() => fillHeaderCredentials({ x: text }, new Map(Object.entries(saved)))),
        outcome(() => fillFunctionText(text, set.values)),
      ];
      for (const result of results) if ('refused' in result) expect(result.status).toBe(400);
    });
    fc.assert(property, budget(1_000));
  });

  test('is explained as it is filled', { timeout: patience }, () => {
    const property = fc.property(template, texts, (text, given) => {
      const set = givenParameters(new Map(Object.entries(given)), 'call');
      const body = `{"a": "${text.replaceAll(/["\\\p{Cc}]/gu, '')}"}`;
      const built = outcome(() => buildPayload({ request_body: body }, set.values, set.marks));
      const shown = explainPayload({ request_body: body }, set);
      if (shown.problem === undefined) expect({ value: shown.payload }).toEqual(built);
      for (const { start, end } of shown.spans) expect(start).toBeLessThanOrEqual(end);
    });
    fc.assert(property, budget(1_000));
  });

  test('T-02 keeps its shape whatever the caller sends into its strings', { timeout: patience }, () => {
    const body = '{"a": "<${parameters.a}>", "b": {"c": ["${parameters.b:-x}", 1]}}';
    const property = fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(template, anyText), { maxKeys: 3 }), (given) => {
      const set = givenParameters(new Map(Object.entries({ a: 'a', ...given })), 'call');
      const built = outcome(() => buildPayload({ request_body: body }, set.values, set.marks));
      if (!('value' in built)) return;
      expect(JSON.parse(built.value ?? '')).toEqual({ a: expect.any(String), b: { c: [expect.any(String), 1] } });
    });
    fc.assert(property, budget(1_000));
  });
});

test('a connector is read whole and shown without its credential, or refused', { timeout: patience }, () => {
  const schema = z.toJSONSchema(ConnectorInput, { io: 'input', unrepresentable: 'any' }) as Schema;
  const understood = /^(Can't get text on a \w+ at \d+:\d+|Not implemented\.)$/;
  const property = fc.property(arbitraryOfSchema(schema, {}), (body) => {
    const read = outcome(() => buildConnector(completeInput(readConnectorFields(readJson(JSON.stringify(body) ?? ''))), {}, 0));
    if ('value' in read) expect(ConnectorView.safeParse(JSON.parse(JSON.stringify(read.value))).error).toBeUndefined();
    else if (read.status !== 400) expect(read.refused).toMatch(understood);
  });
  fc.assert(property, budget(1_500));
});

const key = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...settings.map((one) => one.key)) }, { weight: 1, arbitrary: anyText });
const value = fc.oneof(
  fc.constantFrom(
    'true',
    'false',
    '1',
    '-1',
    '0',
    '30s',
    '10mb',
    '.*',
    '^https://a\\.b/.*$',
    '[',
    '',
    'a',
    null,
    true,
    5,
    1.5,
    ['.*'],
    ['[', 'x'],
    [],
  ),
  anyJson,
);

describe('settings', () => {
  test('of a request are applied or refused; what is kept can be sent again and changes nothing', { timeout: patience }, () => {
    const property = fc.property(fc.dictionary(key, value, { maxKeys: 3 }), (persistent) => {
      const text = JSON.stringify({ persistent });
      const applied = outcome(() => applyChange('persistent', new Map(), readSettingsBody(readJson(text)).persistent));
      if ('refused' in applied) {
        expect(applied.status).toBe(400);
        return;
      }
      const { section } = applied.value;
      const again = JSON.stringify({ persistent: Object.fromEntries(section) });
      const second = applyChange('persistent', section, readSettingsBody(readJson(again)).persistent);
      expect([...second.section].sort()).toEqual([...section].sort());
    });
    fc.assert(property, budget(1_500));
  });

  test('of a file are read, or refused in one line', { timeout: patience }, () => {
    const line = fc.oneof(
      fc.tuple(key, value).map(([name, one]) => `${name}: ${JSON.stringify(one)}`),
      fc.tuple(fc.nat(3), anyText).map(([depth, text]) => `${'  '.repeat(depth)}${text}`),
      fc.constantFrom(
        'plugins:',
        '  ml_commons:',
        '    - a',
        'a: &x [1]',
        'b: *x',
        'c: |',
        '---',
        '%YAML 1.2',
        '? [a, b]',
        '<<: *x',
        '# x',
        '\t',
      ),
    );
    const property = fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const read = outcome(() => readNodeSettings(lines.join('\n'), 'studio.yml'));
      if ('refused' in read) expect(read.refused.split('\n')).toHaveLength(1);
      else expect(outcome(() => nodeSettingsProblem(read.value))).toHaveProperty('value');
    });
    fc.assert(property, budget(1_500));
  });

  test('of a file that is nested without end are refused in words', () => {
    for (const text of ['['.repeat(20_000), '{a: '.repeat(5_000)]) {
      expect(() => readNodeSettings(text, 'studio.yml')).toThrow('studio.yml:1: Lists or names are nested too deeply.');
    }
  });
});
