import fs from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import { applyPatch } from '#lib/json/apply-patch.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { budget, patience } from '../../../test/fuzz/budget.ts';
import { hasSharedMaterial, sharedPath } from '../../../test/shared-material.ts';
import { checkDefinition } from './check-definition.ts';
import { factsOf } from './facts.ts';
import type { Problem } from './problem.ts';
import { rules } from './rules.ts';

type Entry = { id: string; connector: unknown };

const catalog = hasSharedMaterial ? (JSON.parse(fs.readFileSync(sharedPath('blueprints/catalog.json'), 'utf8')) as Entry[]) : [];

/** How often each rule speaks over a list of definitions, by weight. */
function tally(connectors: readonly unknown[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const connector of connectors) {
    const body = readJson(JSON.stringify(connector));
    if (body.token !== 'START_OBJECT') throw new Error('no object');
    const facts = factsOf(body);
    for (const { id, check } of rules) {
      for (const { severity } of check(facts)) counts.set(`${severity}: ${id}`, (counts.get(`${severity}: ${id}`) ?? 0) + 1);
    }
  }
  return Object.fromEntries([...counts].sort());
}

test('every rule has a name of its own', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test.skipIf(!hasSharedMaterial)('the connectors of the documentation have these faults, each of which was looked at', () => {
  expect(tally(catalog.map(({ connector }) => connector))).toMatchInlineSnapshot(`
    {
      "error: address that is refused": 2,
      "error: credential that is missing": 20,
      "error: field that is missing": 19,
      "error: parameter of ML Commons": 1,
      "error: placeholder that is none": 2,
      "error: signature": 6,
      "info: body that is no JSON": 1,
      "info: credential that is unused": 11,
      "info: parameter stored as another text": 2,
      "info: placeholder that nothing saved fills": 77,
      "warning: credential value": 227,
      "warning: method": 1,
      "warning: parameter value": 78,
    }
  `);
});

test('built-in blueprints have none', () => {
  const filled = gallery.map(({ connector }) => ({
    ...connector,
    credential: Object.fromEntries(Object.keys(connector.credential).map((name) => [name, 'a-value-of-the-test'])),
  }));
  const found = Object.keys(tally(filled)).filter((name) => !name.startsWith('info'));
  expect(found).toEqual([]);
});

const check = (body: JsonObject) => checkDefinition(readJson(writeJson(body)));
/** Without the place in a text, which a cure before it moves. */
const words = ({ severity, path, message }: Problem) => `${severity} ${path}: ${message.replace(/ \(line \d+, column .*\)/, '')}`;

test('any JSON gets an answer', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      for (const { path, message, severity } of checkDefinition(readJson(text))) {
        expect([typeof path, message.length > 0, ['error', 'warning', 'info'].includes(severity)]).toEqual(['string', true, true]);
      }
    }),
    budget(300),
  );
});

const pieces = [
  '${parameters.a}',
  '${parameters.b}',
  '${parameters.aa}',
  '${parameter.a}',
  '${ parameters.a }',
  '${parameters.a',
  '${parameters.a:-x}',
  '${parameters.a:x}',
  '${credential.k}',
  '${credentials.k}',
  '$${parameters.a}',
  '{{parameters.a}}',
  '${parameters.input}',
  '${parameters.texts}',
  '${parameters.a.toString()}',
  '"',
  '""',
  '“',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  '\\',
  '\n',
  ' ',
  '"x": ',
  '1',
  'a/b',
  '#',
  'https://',
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((list) => list.join(''));
const template = text.map((inner) => `{ "a": ${inner} }`);
const functions = fc.constantFrom(
  undefined,
  'connector.pre_process.cohere.embedding',
  'connector.pre_process.bedrock.embedding',
  'connector.pre_process.cohere.embeding',
  'connector.post_process.openai.embedding',
  'return params.x;',
  'return x;',
);
const action = fc.record(
  {
    action_type: fc.constantFrom('predict', 'execute'),
    method: fc.constantFrom('POST', 'post ', 'PATCH'),
    // One that is not closed hides the next until it is mended.
    url: text.map((end) => `https://api.example.com/${end.replaceAll(/\$\{parameters\.a(?![}:.])/g, 'a')}`),
    headers: fc.dictionary(
      fc.constantFrom('Authorization', 'x-api-key', 'Content-Type', 'a b', 'X:'),
      fc.oneof(text, fc.constant('abcdefgh1234')),
    ),
    request_body: fc.oneof(text, template),
    pre_process_function: functions.filter((name) => name !== undefined),
    post_process_function: functions.filter((name) => name !== undefined),
    requestBody: fc.constant('{}'),
    header: fc.constant({ Accept: 'application/json' }),
    client_config: fc.constant({ max_retry_times: 1 }),
  },
  { requiredKeys: ['action_type', 'method', 'url'] },
);
const connector = fc.record(
  {
    name: fc.constant('A connector'),
    version: fc.constant('1'),
    protocol: fc.constantFrom('http', 'aws_sigv4'),
    parameters: fc.dictionary(
      fc.constantFrom('a', 'b', 'region', 'service_name', 'access_key', 'read_timeout', 'response_filter', 'input_processors', 'model'),
      fc.oneof(text, fc.constantFrom<unknown>('us-east-1', 'us-eats-1', 'bedrock-runtime', ['x'], 0.0001, null, 3)),
    ),
    credential: fc.dictionary(fc.constantFrom('k', 'K', 'access_key', 'roleArn'), fc.constantFrom('', 'abcdefgh', ' x')),
    actions: fc.array(action, { maxLength: 2 }),
    client_config: fc.dictionary(fc.constantFrom('read_timeout', 'max_retries', 'max_connection'), fc.constantFrom(1, 2.5, 100_000)),
    Parameters: fc.constant({ z: '1' }),
    read_timeout: fc.constant(4),
    request_body: fc.constant('{}'),
    access_mode: fc.constantFrom('public', 'Private', 'nobody'),
    dry_run: fc.constant(true),
  },
  { requiredKeys: ['name', 'version', 'protocol', 'credential'] },
);

/** What had no effect until it was mended may have faults of its own: where it is now, or in the value that it uses now. */
function isUncovered({ path, message }: Problem, { fix }: Problem): boolean {
  if (message.includes('in a circle')) return true; // it was one all the time, but for the slip
  return (fix?.patch ?? []).some((step) => {
    if (step.op === 'move' && !step.path.endsWith('_process_function')) return path.startsWith(step.path.slice(1).replaceAll('/', '.'));
    // What a function makes is known once its name is, and so is whether the body fits.
    if (step.path.endsWith('_process_function') || fix?.label === 'Use texts') return path.endsWith('.request_body');
    const used = 'value' in step ? String(step.value) : '';
    return /^(parameters|credential)\./.test(path) && used.includes(`\${${path}`);
  });
}

test(
  'a cure takes its problem away and brings no error',
  () => {
    fc.assert(
      fc.property(connector, (given) => {
        const body = parseJson(JSON.stringify(given)) as JsonObject; // as: the record above
        const found = check(body);
        const before = new Set(found.filter(({ severity }) => severity === 'error').map(words));
        for (const problem of found) {
          if (!problem.fix || problem.fix.label.startsWith('Add ')) continue;
          const after = check(applyPatch(body, problem.fix.patch));
          const fresh = after.filter((one) => one.severity === 'error' && !before.has(words(one)) && !isUncovered(one, problem)).map(words);
          expect({ [words(problem)]: problem.fix.label, left: after.map(words).filter((one) => one === words(problem)), fresh }).toEqual({
            [words(problem)]: problem.fix.label,
            left: [],
            fresh: [],
          });
        }
      }),
      budget(100),
    );
  },
  patience,
);

test('a body of 20 kB is judged while somebody types', () => {
  const parameters = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`parameter_${index}`, `value ${index}`]));
  const members = Array.from(
    { length: 300 },
    (_, index) => `  "member_${index}": "\${parameters.parameter_${index}} ${index % 20 === 0 ? `\${parameter.x_${index}}` : 'more text'}"`,
  );
  const big = {
    name: 'Big',
    version: '1',
    protocol: 'http',
    parameters,
    credential: { key: 'k-1234' },
    actions: [{ action_type: 'predict', method: 'POST', url: 'https://api.example.com/', request_body: `{\n${members.join(',\n')}\n}` }],
  };
  const body = readJson(JSON.stringify(big));
  expect(JSON.stringify(big).length).toBeGreaterThan(20_000);
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    expect(checkDefinition(body).length).toBeGreaterThan(10);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(10);
});
