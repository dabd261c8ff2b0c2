import { describe, expect, test } from 'vitest';
import { fromJson, fromJsonWithWrappingKey } from '#lib/json/from-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

// Numbers are compared as text: 1 and 1.0 are different values here.
const withText = (value: unknown, doubles: unknown) =>
  doubles === undefined ? JSON.stringify(value) : JSON.stringify(value).replace('1', '1.0');

const operations: Operations = {
  fromJson: ({ text, defaultKey, maxJsonSize }) => ({ value: writeJson(fromJson(text, defaultKey, maxJsonSize)) }),
  fromJsonWithWrappingKey: ({ text, key }) => ({ value: writeJson(fromJsonWithWrappingKey(text, key)) }),
};

describe.skipIf(!hasSharedMaterial)('vectors of json_helpers', () => {
  for (const vector of vectors('json_helpers')) {
    const { value, doubles, error } = vector.expect;
    test(vector.id, () => checkVector({ ...vector, expect: error ? { error } : { value: withText(value, doubles) } }, operations));
  }
});

test('a text that is no JSON keeps the complaint of the reader as its cause', () => {
  expect(() => fromJson('{"a":', 'result')).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^Invalid JSON format: Unexpected end-of-input within\/between Object entries\n at .*column: 6\]$/),
      cause: expect.objectContaining({ type: 'json_e_o_f_exception' }),
    }),
  );
});
