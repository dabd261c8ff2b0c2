import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { bodyOf, bodyOfText, draftOf, textOfBody } from './connector-draft.ts';

const body = (text: string) => parseJson(text) as JsonObject;
const roundTrip = (text: string) => writeJson(bodyOf(draftOf(body(text)), body(text)));

test('opening and closing a connector changes nothing, whatever the form does not show', () => {
  const text =
    '{"name":"a","version":1,"protocol":"http","parameters":{"dimensions":1024,"types":["float"],"t":0.10},"credential":{"k":"v"},"actions":[{"action_type":"predict","method":"POST","url":"https://a.example/x","headers":{"A":"b"},"request_body":"{ \\"x\\": ${parameters.x} }","supports_structured_output":true}],"client_config":{"max_connection":5},"ui_metadata":{"z":1}}';
  expect(roundTrip(text)).toBe(text);
});

test('every blueprint comes back as it was', () => {
  for (const { connector } of gallery) expect(roundTrip(JSON.stringify(connector))).toBe(JSON.stringify(connector));
});

test('an edited value becomes text and its neighbours keep their kind', () => {
  const source = body('{"parameters":{"dimensions":1024,"normalize":true}}');
  const draft = draftOf(source);
  draft.parameters = draft.parameters.map((row) => (row.name === 'dimensions' ? { ...row, value: '512' } : row));
  expect(writeJson(bodyOf(draft, source))).toBe('{"parameters":{"dimensions":"512","normalize":true}}');
});

test('a removed row is gone and a row without a name is left out', () => {
  const source = body('{"parameters":{"a":"1","b":"2"}}');
  const draft = {
    ...draftOf(source),
    parameters: [
      { name: 'b', value: '2' },
      { name: '', value: 'typed' },
    ],
  };
  expect(writeJson(bodyOf(draft, source))).toBe('{"parameters":{"b":"2"}}');
});

test('client settings are written as numbers and switches, and an empty one is the default', () => {
  const draft = draftOf(new Map());
  draft.client_config = [
    { name: 'max_retry_times', value: '-1' },
    { name: 'skip_ssl_verification', value: 'true' },
    { name: 'read_timeout', value: '' },
  ];
  expect(writeJson(bodyOf(draft, new Map()))).toBe('{"client_config":{"max_retry_times":-1,"skip_ssl_verification":true}}');
});

test('an action that moves takes its unseen members along', () => {
  const source = body(
    '{"actions":[{"action_type":"PREDICT","method":"POST","url":"a"},{"action_type":"EXECUTE","method":"GET","url":"b","x":1}]}',
  );
  const draft = draftOf(source);
  expect(writeJson(bodyOf({ ...draft, actions: draft.actions.toReversed() }, source))).toContain('"url":"b","x":1},{');
});

test('the JSON view takes text between three double quotes', () => {
  const read = bodyOfText('{ "request_body": """{ "a": "b\\n" }""" }');
  expect(read.get('request_body')).toBe('{ "a": "b\\n" }');
  expect(() => bodyOfText('{ "a": ')).toThrow();
});

test('the JSON view of any body reads back as that body', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(fc.string({ minLength: 1 }), fc.constant('a" : b')), fc.oneof(fc.jsonValue(), fc.constant('x" : y'))),
      (value) => {
        const source = body(JSON.stringify(value));
        expect(writeJson(bodyOfText(textOfBody(source)))).toBe(writeJson(source));
      },
    ),
  );
});

/** Numbers as people spell them, and names that are odd, alike, or unknown to the form. */
const numbers = fc.constantFrom('0', '-0', '1.0', '0.10', '1e2', '1E+2', '0.0001', '9007199254740993', '123456789012345678901234567890');
const names = fc.oneof(
  fc.constantFrom('', 'model', 'Model', 'model ', 'x.y', 'toString', 'constructor', 'session_token', 'Content-Type', 'content-type'),
  fc.string({ maxLength: 6 }),
);
const { json } = fc.letrec<{ json: string; list: string; object: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.string({ maxLength: 8 }).map((text) => JSON.stringify(text)),
    numbers,
    fc.constantFrom('true', 'false', 'null', '{}', '[]', '""'),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
  object: objectOf(names, tie('json')),
}));

function objectOf(keys: fc.Arbitrary<string>, values: fc.Arbitrary<string>) {
  return fc
    .uniqueArray(fc.tuple(keys, values), { selector: ([key]) => key, maxLength: 5 })
    .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`);
}

const anAction = fc.oneof(
  json,
  objectOf(
    fc.constantFrom(
      'action_type',
      'name',
      'method',
      'url',
      'headers',
      'request_body',
      'pre_process_function',
      'post_process_function',
      'more',
    ),
    json,
  ),
);
const member = fc.constantFrom(
  ...['name', 'description', 'version', 'protocol', 'connector_id', 'access_mode', 'access', 'backend_roles', 'add_all_backend_roles'],
  ...['parameters', 'credential', 'client_config', 'actions', 'url', 'headers', 'more'],
);
const aBody = objectOf(
  member,
  fc.oneof(
    json,
    fc.array(anAction, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
  ),
);

test('any body goes through the form and comes back as it was, member by member and digit by digit', () => {
  fc.assert(
    fc.property(aBody, (text) => {
      const source = body(text);
      const back = bodyOf(draftOf(source), source);
      expect(writeJson(back)).toBe(writeJson(source));
      expect(writeJson(bodyOfText(textOfBody(back)))).toBe(writeJson(source));
    }),
    { numRuns: 1000 },
  );
});
