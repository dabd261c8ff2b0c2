import { describe, expect, test } from 'vitest';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { assertInterface, interfaceInstance } from './model-interface.ts';
import { schemaProblems } from './schema-problems.ts';

const input = (parameters: string) => parseJson(`{"algorithm":"REMOTE","parameters":${parameters},"action_type":"PREDICT"}`);

describe('the interface of a model', () => {
  const schema =
    '{"type":"object","properties":{"parameters":{"type":"object","required":["n"],"properties":{"n":{"type":"integer","minimum":1}}}}}';

  test('a request that fits passes, also when a number came as text', async () => {
    await expect(assertInterface('input', input('{"n":"3"}'), schema)).resolves.toBeUndefined();
  });

  test('a request that does not is a 400 with what is wrong, the request and the schema', async () => {
    await expect(assertInterface('input', input('{"n":"0"}'), schema)).rejects.toMatchObject({
      type: 'status_exception',
      status: 400,
      message: `Error validating input schema, if you think this is expected, please update your 'input' field in the 'interface' field for this model: Validation failed: [/parameters/n must be >= 1] for instance: {"algorithm":"REMOTE","parameters":{"n":0},"action_type":"PREDICT"} with schema: ${schema}`,
    });
    await expect(assertInterface('input', input('{}'), schema)).rejects.toThrow("/parameters must have required property 'n'");
  });

  test('an answer is judged as it is printed; a long one is shown only in part', async () => {
    const answer = parseJson(`{"inference_results":[{"status_code":200,"x":"${'y'.repeat(5000)}"}]}`);
    const wanted = '{"properties":{"inference_results":{"items":{"required":["output"]}}}}';
    const thrown = await assertInterface('output', answer, wanted).catch((error) => error);
    expect(thrown.message).toContain("Error validating output schema, if you think this is expected, please update your 'output' field");
    expect(thrown.message.length).toBeLessThan(3000);
  });

  test.each([
    '{"type":',
    'null',
    '5',
    '{"type":"nope"}',
    '{"$ref":"https://example.com/x.json"}',
    '{"$async":true,"type":"object"}',
    '{"pattern":"(?=a)"}',
  ])('a text that is no usable schema lets everything pass: %s', async (text) => {
    await expect(assertInterface('input', input('{"n":"x"}'), text)).resolves.toBeUndefined();
  });

  test('only the whole text of a parameter counts as a value', () => {
    const instance = interfaceInstance(input('{"a":"5 apples","b":"[1","c":"true","d":" 7 "}'), parseJson('{}'));
    expect(writeJson(instance)).toContain('{"a":"5 apples","b":"[1","c":true,"d":7}');
  });

  test('R-05: a pattern in a schema cannot hang the server', () => {
    expect(schemaProblems('{"pattern":"^(a+)+$"}', `${'a'.repeat(5000)}!`)).toHaveLength(1);
  });

  test('two patterns in one schema are two patterns', () => {
    const text = '{"properties":{"a":{"pattern":"^x"},"b":{"pattern":"^y"}}}';
    expect(schemaProblems(text, parseJson('{"a":"x","b":"y"}'))).toEqual([]);
    expect(schemaProblems(text, parseJson('{"a":"y","b":"x"}'))).toHaveLength(2);
  });

  test('a member named __proto__ is judged like any other', () => {
    expect(schemaProblems('{"additionalProperties":false}', parseJson('{"__proto__":1}'))).toEqual([
      'the value must NOT have additional properties (__proto__)',
    ]);
    expect(schemaProblems('{"required":["constructor"]}', parseJson('{}'))).toHaveLength(1);
  });

  test('thousands of errors are not all named', () => {
    const list = parseJson(`[${Array.from({ length: 500 }, () => '"x"').join(',')}]`);
    expect(schemaProblems('{"items":{"type":"integer"}}', list)).toHaveLength(11);
  });
});
