import { expect, test } from 'vitest';
import { blocksOf, type RenderedPart, sameParts } from './rendered-blocks.ts';

const span = { name: 'model', origin: 'connector' } as const;
const textOf = (parts: readonly RenderedPart[]) => parts.map(({ text }) => text).join('');

test('a long text is cut into blocks at line ends, and none of it is lost', () => {
  const parts: RenderedPart[] = Array.from({ length: 100 }, (_, line) => [
    { text: `  "field_${line}": "` },
    { text: 'm-1', span },
    { text: '",\n  "more": true,\n' },
  ]).flat();
  const blocks = blocksOf(parts);
  expect(blocks.length).toBeGreaterThan(3);
  expect(blocks.map(textOf).join('')).toBe(textOf(parts));
  expect(blocks.slice(0, -1).every((block) => textOf(block).endsWith('\n'))).toBe(true);
});

test('a filled part is never cut, and a text of one line is one block', () => {
  const long = { text: 'a\n'.repeat(200), span };
  expect(blocksOf([{ text: '{ "q": "' }, long, { text: '" }' }])).toEqual([[{ text: '{ "q": "' }, long, { text: '" }' }]]);
  expect(blocksOf([])).toEqual([]);
});

test('parts are the same while text and origin are', () => {
  const parts = [{ text: 'a' }, { text: 'm-1', span }];
  expect(sameParts(parts, [{ text: 'a' }, { text: 'm-1', span: { ...span } }])).toBe(true);
  expect(sameParts(parts, [{ text: 'a' }, { text: 'm-2', span }])).toBe(false);
  expect(sameParts(parts, [{ text: 'a' }, { text: 'm-1', span: { ...span, origin: 'call' } }])).toBe(false);
  expect(sameParts(parts, [{ text: 'a' }])).toBe(false);
});
