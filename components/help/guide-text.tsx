import type { ReactNode } from 'react';
import { OutsideLink, TextLink } from '#components/ui/text-link.tsx';
import css from './guide-text.module.css';
import type { Block, Inline } from './markdown.ts';

export type PictureSize = { width: number; height: number };

type GuideTextProps = {
  blocks: readonly Block[];
  /** Of a picture by its name; undefined where there is none. */
  sizeOf: (name: string) => PictureSize | undefined;
};

/** A guide as it stands in docs/, below its title. Nothing in it comes from another host. */
export function GuideText({ blocks, sizeOf }: GuideTextProps) {
  return <div className={css.guide}>{drawBlocks(blocks, sizeOf)}</div>;
}

// Nothing in a guide is ever moved, so a place is a good enough key.
const drawBlocks = (blocks: readonly Block[], sizeOf: GuideTextProps['sizeOf']): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: as above
  blocks.map((block, index) => <OneBlock key={index} block={block} sizeOf={sizeOf} />);

function OneBlock({ block, sizeOf }: { block: Block; sizeOf: GuideTextProps['sizeOf'] }) {
  const line = (parts: readonly Inline[]) => drawLine(parts, sizeOf);
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level === 2 ? 'h2' : 'h3';
      return <Heading>{line(block.text)}</Heading>;
    }
    case 'paragraph':
      return block.text.length === 1 && block.text[0]?.kind === 'image' ? line(block.text) : <p>{line(block.text)}</p>;
    case 'code':
      return (
        <pre translate="no">
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const List = block.isOrdered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={index}>{drawBlocks(item, sizeOf)}</li>
          ))}
        </List>
      );
    }
    case 'table':
      return <Table block={block} line={line} />;
  }
}

function Table({ block: { head, rows }, line }: { block: Block & { kind: 'table' }; line: (parts: readonly Inline[]) => ReactNode }) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <th key={index} scope="col">
              {line(cell)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <tr key={at}>
            {row.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={index}>{line(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const drawLine = (parts: readonly Inline[], sizeOf: GuideTextProps['sizeOf']): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: as above
  parts.map((part, index) => <OnePart key={index} part={part} sizeOf={sizeOf} />);

function OnePart({ part, sizeOf }: { part: Inline; sizeOf: GuideTextProps['sizeOf'] }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code translate="no">{part.text}</code>;
    case 'strong':
      return <strong>{part.text}</strong>;
    case 'emphasis':
      return <em>{part.text}</em>;
    case 'link':
      return <GuideLink {...part} />;
    case 'image':
      return <GuidePicture {...part} sizeOf={sizeOf} />;
  }
}

/** Another guide is a page here; what else stands in docs/ is named and not linked. */
function GuideLink({ text, to }: { text: string; to: string }) {
  const [, guide] = /^([a-z0-9-]+)\.md$/.exec(to) ?? [];
  if (guide) return <TextLink href={`/help/${guide}`}>{text}</TextLink>;
  if (/^https:/.test(to)) return <OutsideLink href={to}>{text}</OutsideLink>;
  return text;
}

function GuidePicture({ alt, from, sizeOf }: { alt: string; from: string } & Pick<GuideTextProps, 'sizeOf'>) {
  const [, name = ''] = /([a-z0-9-]+)\.png$/.exec(from) ?? [];
  const size = sizeOf(name);
  if (!size) return null;
  // biome-ignore lint/performance/noImgElement: pictures are served as they are
  return <img src={`/help/images/${name}`} alt={alt} {...size} loading="lazy" className={css.picture} />;
}
