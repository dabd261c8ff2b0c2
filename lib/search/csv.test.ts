import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('a line quotes what would end a cell, and leaves what is not known empty', () => {
  expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', 1.5, true, null, undefined])).toBe(
    'a,"b,c","say ""hi""","two\nlines",1.5,true,,\r\n',
  );
});

test.each(['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
  '%j is text for a spreadsheet, not a formula',
  (text) => {
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
  },
);

test('a number stays a number, also a negative one', () => {
  expect(csvLine([-2, 0])).toBe('-2,0\r\n');
});

/** Another reading of RFC 4180, by hand. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n$)/gy;
  for (let match = cell.exec(line); match; match = cell.exec(line)) cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
  return cells;
}

test('whatever the texts, they come back as they were, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (texts) => {
      const back = cellsOf(csvLine(texts)).map((text, at) => (text === texts[at] ? text : text.replace(/^'/, '')));
      expect(back).toEqual(texts);
    }),
  );
});
