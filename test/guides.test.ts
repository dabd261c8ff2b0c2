import fs from 'node:fs';
import { expect, test } from 'vitest';
import { type Block, type Inline, readMarkdown } from '#components/help/markdown.ts';
import { listGuides, readGuide, readPicture } from '#lib/help/guides.ts';

const partsOf = (blocks: readonly Block[]): Inline[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'code') return [];
    if (block.kind === 'list') return block.items.flatMap(partsOf);
    if (block.kind === 'table') return [...block.head, ...block.rows.flat()].flat();
    return block.text;
  });

test('the list of guides names every guide there is', () => {
  const files = fs.readdirSync('docs/guides').filter((name) => name !== 'README.md');
  expect(
    listGuides()
      .map(({ id }) => `${id}.md`)
      .sort(),
  ).toEqual(files.sort());
});

test('a guide begins with the title of the list; its links lead somewhere, its pictures exist and say what they show', () => {
  for (const { id, title } of listGuides()) {
    const blocks = readMarkdown(readGuide(id) ?? '');
    expect(blocks[0], id).toEqual({ kind: 'heading', level: 1, text: [{ kind: 'text', text: title }] });
    for (const part of partsOf(blocks)) {
      if (part.kind === 'link') expect(fs.existsSync(`docs/guides/${part.to}`), `${id}: ${part.to}`).toBe(true);
      if (part.kind !== 'image') continue;
      expect(part.alt.length, `${id}: ${part.from}`).toBeGreaterThan(10);
      const name = /^\.\.\/images\/([a-z0-9-]+)\.png$/.exec(part.from)?.[1] ?? '';
      expect(readPicture(name)?.width, `${id}: ${part.from}`).toBe(1280);
    }
  }
});

test('only guides and their pictures are read', () => {
  for (const name of ['../differences', 'README', '..%2fdifferences', '/etc/hostname', '']) {
    expect(readGuide(name), name).toBeUndefined();
    expect(readPicture(name), name).toBeUndefined();
  }
});
