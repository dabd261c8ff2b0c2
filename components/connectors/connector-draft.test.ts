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
