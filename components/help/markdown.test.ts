import { expect, test } from 'vitest';
import { readInline, readMarkdown } from './markdown.ts';

test('a line has text, code, emphasis, links and pictures', () => {
  expect(readInline('Press *Send* in [Try](try.md), `a*b*` and **now**. ![It](x.png)')).toEqual([
    { kind: 'text', text: 'Press ' },
    { kind: 'emphasis', text: 'Send' },
    { kind: 'text', text: ' in ' },
    { kind: 'link', text: 'Try', to: 'try.md' },
    { kind: 'text', text: ', ' },
    { kind: 'code', text: 'a*b*' },
    { kind: 'text', text: ' and ' },
    { kind: 'strong', text: 'now' },
    { kind: 'text', text: '. ' },
    { kind: 'image', alt: 'It', from: 'x.png' },
  ]);
});

test('lines of a paragraph belong together; a list keeps what is indented under its marks', () => {
  expect(readMarkdown('# One\n\nfirst\nsecond\n\n1. do\n   this:\n   - a\n   - b\n\n   ![x](x.png)\n2. then that\n\nend')).toEqual([
    { kind: 'heading', level: 1, text: [{ kind: 'text', text: 'One' }] },
    { kind: 'paragraph', text: [{ kind: 'text', text: 'first second' }] },
    {
      kind: 'list',
      isOrdered: true,
      items: [
        [
          { kind: 'paragraph', text: [{ kind: 'text', text: 'do this:' }] },
          {
            kind: 'list',
            isOrdered: false,
            items: [
              [{ kind: 'paragraph', text: [{ kind: 'text', text: 'a' }] }],
              [{ kind: 'paragraph', text: [{ kind: 'text', text: 'b' }] }],
            ],
          },
          { kind: 'paragraph', text: [{ kind: 'image', alt: 'x', from: 'x.png' }] },
        ],
        [{ kind: 'paragraph', text: [{ kind: 'text', text: 'then that' }] }],
      ],
    },
    { kind: 'paragraph', text: [{ kind: 'text', text: 'end' }] },
  ]);
});

test('a table and code stand for themselves', () => {
  expect(readMarkdown('| A | B |\n| --- | --- |\n| 1 | `2` |\n\n```sh\nnpm ci\n# no heading\n```')).toEqual([
    {
      kind: 'table',
      head: [[{ kind: 'text', text: 'A' }], [{ kind: 'text', text: 'B' }]],
      rows: [[[{ kind: 'text', text: '1' }], [{ kind: 'code', text: '2' }]]],
    },
    { kind: 'code', text: 'npm ci\n# no heading' },
  ]);
});
