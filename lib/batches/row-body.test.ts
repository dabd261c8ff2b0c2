import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { InputField } from '#lib/predict/input-fields.ts';
import type { Mapping } from './batch.ts';
import { guessMapping } from './guess-mapping.ts';
import { namesOf, rowBody } from './row-body.ts';

const field = (name: string, kind: InputField['kind'] = 'text', filled_by?: InputField['filled_by']): InputField => ({
  name,
  kind,
  required: filled_by === undefined,
  ...(filled_by && { filled_by, fallback: 'x' }),
});
const body = (row: string, mapping: Mapping, fields: InputField[] = []) =>
  writeJson(rowBody(parseJson(row) as JsonObject, mapping, fields));

describe('the body of a row', () => {
  test.each<[string, string, Mapping, string]>([
    ['a value goes out as it is', '{"a":"x","n":1.50}', { parameters: { p: '{{a}}', q: '{{n}}' } }, '{"parameters":{"p":"x","q":1.50}}'],
    [
      'a text takes values in',
      '{"a":"x","n":1.50}',
      { parameters: { p: 'Say {{a}}, {{ n }} times' } },
      '{"parameters":{"p":"Say x, 1.50 times"}}',
    ],
    ['what is empty is not sent', '{"a":"","b":null}', { parameters: { p: '{{a}}', q: '{{b}}', r: '{{c}}' } }, '{"parameters":{}}'],
    ['JSON in a text stays a text', '{"a":"[1]"}', { parameters: { p: '{{a}}' } }, '{"parameters":{"p":"[1]"}}'],
    ['JSON where JSON is wanted', '{"a":"[1.0]"}', { parameters: { j: '{{a}}' } }, '{"parameters":{"j":[1.0]}}'],
    ['no JSON where JSON is wanted', '{"a":"hello"}', { parameters: { j: '{{a}}' } }, '{"parameters":{"j":"hello"}}'],
    [
      'values are escaped inside of JSON strings',
      '{"a":"say \\"hi\\"\\n","o":{"k":1}}',
      { parameters: { j: '[{"content":"{{a}}","o":{{o}}}]' } },
      '{"parameters":{"j":[{"content":"say \\"hi\\"\\n","o":{"k":1}}]}}',
    ],
    ['documents', '{"a":"one","b":"two"}', { text_docs: ['{{a}}', '{{b}} {{a}}'] }, '{"text_docs":["one","two one"]}'],
    [
      'a list is many documents',
      '{"a":["one","two"],"b":"[\\"3\\", \\"4\\"]"}',
      { text_docs: ['{{a}}', '{{b}}'] },
      '{"text_docs":["one","two","3","4"]}',
    ],
    [
      'a query',
      '{"q":"which?","d":"[1] note"}',
      { query_text: '{{q}}', text_docs: ['{{d}}'] },
      '{"query_text":"which?","text_docs":["[1] note"]}',
    ],
  ])('%s', (_, row, mapping, expected) => {
    expect(body(row, mapping, [field('p'), field('j', 'json')])).toBe(expected);
  });

  test('names what it takes of a row', () => {
    expect(namesOf({ parameters: { p: '{{a}} {{ b }}' }, text_docs: ['{{a}}'], query_text: '{{c}}' })).toEqual(['a', 'b', 'c']);
  });
});

describe('a guessed mapping', () => {
  test.each<[string[], Parameters<typeof guessMapping>[1], InputField[], Mapping]>([
    [
      ['id', 'Input_Type', 'prompt'],
      'parameters',
      [field('prompt'), field('inputType', 'text', 'connector'), field('k')],
      { parameters: { prompt: '{{prompt}}', inputType: '{{Input_Type}}', k: '' } },
    ],
    [['question'], 'parameters', [field('prompt')], { parameters: { prompt: '{{question}}' } }],
    [['whatever'], 'parameters', [field('inputs')], { parameters: { inputs: '{{whatever}}' } }],
    [['id', 'prompt'], 'parameters', [field('messages', 'json')], { parameters: { messages: '[{"role":"user","content":"{{prompt}}"}]' } }],
    [['messages'], 'parameters', [field('messages', 'json')], { parameters: { messages: '{{messages}}' } }],
    [['id', 'passage_text'], 'text_docs', [], { text_docs: ['{{passage_text}}'] }],
    [['title'], 'text_docs', [], { text_docs: ['{{title}}'] }],
    [['docs', 'query'], 'text_similarity', [], { query_text: '{{query}}', text_docs: ['{{docs}}'] }],
  ])('of %j for %s', (columns, suited, fields, expected) => {
    expect(guessMapping(columns, suited, fields)).toEqual(expected);
  });
});
