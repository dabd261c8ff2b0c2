import { describe, expect, test } from 'vitest';
import { writeJson } from '#lib/json/write-json.ts';
import { guessFormat, readTable, type TableFormat } from './read-table.ts';

const read = (text: string, format: TableFormat) => {
  const table = readTable(text, format);
  return 'problems' in table ? table : { columns: table.columns, rows: table.rows.map((row) => writeJson(row)) };
};

describe('a table', () => {
  test.each([
    ['a,b\n1,"x, ""y"""\n\n2,z\n', { columns: ['a', 'b'], rows: ['{"a":"1","b":"x, \\"y\\""}', '{"a":"2","b":"z"}'] }],
    ['\ufefftext;lang\r\n"two\r\nlines";de\r\n', { columns: ['text', 'lang'], rows: ['{"text":"two\\r\\nlines","lang":"de"}'] }],
    ['a\tb\n1\t2', { columns: ['a', 'b'], rows: ['{"a":"1","b":"2"}'] }],
    ['text\nhello world\nbye', { columns: ['text'], rows: ['{"text":"hello world"}', '{"text":"bye"}'] }],
    ['__proto__,constructor\n1,2', { columns: ['__proto__', 'constructor'], rows: ['{"__proto__":"1","constructor":"2"}'] }],
  ])('of CSV %j is read', (text, expected) => {
    expect(read(text, 'csv')).toEqual(expected);
  });

  test('of JSON keeps values of every kind, and numbers as they are spelled', () => {
    expect(read('[{"a":1.50},\n {"b":[1,{"c":null}]}]', 'json')).toEqual({
      columns: ['a', 'b'],
      rows: ['{"a":1.50}', '{"b":[1,{"c":null}]}'],
    });
    expect(read('{"a":1}\r\n\n{"a":"2"}\n', 'jsonl')).toEqual({ columns: ['a'], rows: ['{"a":1}', '{"a":"2"}'] });
  });

  test.each<[TableFormat, string, number, number, string]>([
    ['csv', 'a,b\n1,2\n1,2,3', 3, 1, 'This row has 3 values, the first line names 2 columns.'],
    ['csv', 'a,b\n"1\n2",x\n1', 4, 1, 'This row has 1 values, the first line names 2 columns.'],
    ['csv', 'a,b\n1,2\n"x,2\n3,4', 3, 1, 'A quote that is opened in this row is never closed.'],
    ['csv', 'a,,c\n1,2,3', 1, 1, 'Column 2 has no name. The first line names the columns.'],
    ['csv', 'a,a\n1,2', 1, 1, 'Two columns are called a.'],
    ['csv', 'a{,b\n1,2', 1, 1, 'A column may not have { or } in its name: a{'],
    ['csv', 'a,b\n', 1, 1, 'There are no rows.'],
    ['csv', ' \n', 1, 1, 'There are no rows.'],
    ['json', '{"a":1}', 1, 1, 'A list of objects is expected: [ { … }, { … } ].'],
    ['json', '[{"a":1},\n  2]', 2, 3, 'A row is an object: { "name": value, … }.'],
    ['json', '[{"a":1}]\n x', 2, 2, 'Something stands behind the end of the value.'],
    ['jsonl', '{"a":1}\n["b"]', 2, 1, 'A row is an object: { "name": value, … }.'],
    ['jsonl', '{"a":1}\n{"a":1} {"a":2}', 2, 9, 'Something stands behind the end of the value.'],
  ])('of %s %j has a problem at line %i, column %i', (format, text, line, column, message) => {
    expect(readTable(text, format)).toEqual({ problems: [{ message, line, column }] });
  });

  test('that is broken JSON says where, in the words of the server', () => {
    expect(readTable('[{"a":1},\n {"b" 2}]', 'json')).toEqual({
      problems: [{ message: expect.stringContaining('was expecting a colon'), line: 2, column: 7 }],
    });
    expect(readTable('{"a":1}\n{"a":', 'jsonl')).toMatchObject({ problems: [{ line: 2 }] });
  });

  test('with more rows than a batch has is refused', () => {
    const lines = Array.from({ length: 1_001 }, (_, at) => String(at));
    expect(readTable(`n\n${lines.slice(1).join('\n')}`, 'csv')).toMatchObject({ columns: ['n'] });
    expect(readTable(`n\n${lines.join('\n')}`, 'csv')).toMatchObject({
      problems: [{ message: expect.stringContaining('There are 1,001 rows') }],
    });
  });
});

test.each([
  ['x', 'rows.tsv', 'csv'],
  ['[1]', 'rows.ndjson', 'jsonl'],
  ['[{"a":1}]', '', 'json'],
  ['{"a":1}\n{"a":2}', '', 'jsonl'],
  ['{\n"a":1}', 'rows.json', 'json'],
  ['text,lang\nhello,en', '', 'csv'],
])('the format of %j in a file called %j is %s', (text, name, format) => {
  expect(guessFormat(text, name)).toBe(format);
});
