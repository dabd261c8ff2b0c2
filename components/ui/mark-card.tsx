'use client';
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { origins, type RenderedPart } from './rendered-blocks.ts';
import css from './rendered-pane.module.css';

type MarkCardProps = {
  target: HTMLElement;
  /** What the stretch says it is described by. */
  id: string;
  span: NonNullable<RenderedPart['span']>;
  more: ReactNode;
};

/** What fills a stretch, and how. */
export function MarkCard({ target, id, span: { name, origin, as_json_string }, more }: MarkCardProps) {
  const card = (
    <div id={id}>
      <code className={css.cardTitle}>{name}</code>
      <span className={css.cardText}>
        {origins[origin].words}
        {as_json_string && ' · escaped as JSON string'}
      </span>
      {more}
    </div>
  );
  return <Tooltip target={target} opened label={card} position="bottom-start" w={280} multiline transitionProps={{ duration: 0 }} />;
}
