import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { paste } from '#lib/paste/paste.ts';
import { forms, simpleForms } from './forms.ts';

const special = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'a"b',
  "it's",
  '${parameters.x}',
  '{{x}}',
  '\\',
  '\n',
  '\t',
  '// no comment',
  '# none',
  '…',
  '"""',
  '&quot;',
  '$HOME',
  '`',
  'é中😀',
  '<b>',
  'curl x',
  'POST /x',
  "'''",
  '%PATH%',
  ' ',
  '',
);
const text = fc.oneof(
  { weight: 3, arbitrary: special },
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.array(special, { maxLength: 4 }).map((parts) => parts.join('')),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }).map((members) => Object.fromEntries(members)),
  ),
}));

/** Any JSON where a connector may have it; what is a secret, and so may move, has tests of its own. */
const body = fc
  .record({
    name: text,
    parameters: fc.array(fc.tuple(text, value), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
    extra: value,
  })
  .map(({ name, parameters, extra }) => ({
    name,
    protocol: 'http',
    parameters,
    credential: { key: 'k' },
    actions: [{ action_type: 'predict', request_body: name, more: extra }],
  }));

/** Texts that a form cannot carry at all, whoever reads it. */
const isPossible: Record<string, (json: string) => boolean> = {
  'a Markdown fence': (json) => !json.includes('```'),
};

describe('any body comes out equal', () => {
  test.each(forms.map((form) => [form.name, form] as const))('as %s', (name, form) => {
    fc.assert(
      fc.property(body, (made) => {
        fc.pre(isPossible[name]?.(JSON.stringify(made)) ?? true);
        const written = form.render(made);
        const result = paste(written);
        if (result.kind === 'unknown') throw new Error(`${result.reason} (line ${result.line})\n${written}`);
        const wanted = parseJson(JSON.stringify(made)) as JsonObject; // as: a create body
        expect(JSON.parse(writeJson(result.pasted)), written).toEqual(JSON.parse(writeJson(wanted)));
        expect(result.questions.filter(({ answer }) => answer === undefined)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test.each(simpleForms.map((form) => [form.name, form] as const))('as %s, where texts are simple', (_, form) => {
    const word = fc.stringMatching(/^[a-z][a-z ]{0,12}$/);
    fc.assert(
      fc.property(word, fc.dictionary(word, word, { maxKeys: 3 }), (name, parameters) => {
        const made = { name, protocol: 'http', parameters, credential: { key: 'k' }, actions: [] };
        const result = paste(form.render(made));
        expect(result.kind === 'unknown' ? result.reason : JSON.parse(writeJson(result.pasted))).toEqual(made);
      }),
    );
  });
});

describe('any text', () => {
  const fragments = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      ',',
      ':',
      '"',
      "'",
      '"""',
      '`',
      '“',
      '”',
      '\\',
      '\n',
      ' ',
      '#',
      '//',
      '/*',
      '...',
      '…',
      '<<EOF\n',
      'EOF',
      '$(',
      '${',
      '}',
      'f"',
      '%',
      '^\n',
      '&quot;',
      '&amp;',
      '```\n',
    ],
    ...[
      'curl ',
      '-d ',
      '-H ',
      '--json ',
      '-u ',
      'https://a.example/v1',
      'POST /_plugins/_ml/connectors/_create\n',
      'requests.post(',
      'fetch(',
      'client.transport.request({',
      'payload = ',
      'const x = ',
      '"actions": [',
      '"protocol": "http"',
      '"credential": {',
      'True',
      'null',
      '1.5',
      'model',
      '\ufdd00\ufdd1',
      'os.environ["X"]',
      'JSON.stringify(',
      '>>> ',
      '$ ',
      '"url": "',
    ],
  );

  test('never crashes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: fragments }, fc.string({ maxLength: 4 })), { maxLength: 40 }), (parts) => {
        const result = paste(parts.join(''));
        expect(result.kind === 'unknown' ? result.reason.length : result.connector.size).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  const longest = 2000; // milliseconds, on a machine that does other things as well
  test.each(
    [
      '{',
      '[',
      '(',
      '"',
      '\\',
      '`${',
      '"a" ',
      '{"a":',
      '["a" "b",',
      '"""',
      '<<EOF\n',
      'x = {',
      'x = (',
      'requests.post(',
      'curl x -d ',
      'fetch({',
      '...\n',
      '// x\n',
      ' ',
      '\n',
      '{"actions":[{"url":1}],',
      'JSON.stringify(',
      '“',
      "'",
      '&quot;',
      '${a}',
      '/*',
      'POST /x\n{',
      '#',
      '1_',
      'f"{',
      '{"a":"b" ,\n',
      '%20/',
      '<',
      '-d -',
      '$(',
      '\\\n',
      '`\n',
      '"a"\n+',
    ].map((piece) => [piece]),
  )('%j, over and over, does not take long', (piece) => {
    for (const before of ['', '{"actions":', "curl https://a.example/v1 -d '", 'payload = ']) {
      const start = performance.now();
      paste(before + piece.repeat(Math.floor(100_000 / piece.length)));
      expect(performance.now() - start, before).toBeLessThan(longest);
    }
  });
});
