'use client';
import { Splitter } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import css from './split-pane.module.css';

export type Pane = {
  id: string;
  /** Share of the width in percent. */
  size: number;
  /** Least share in percent. */
  min?: number;
  content: ReactNode;
};

type SplitPaneProps = {
  panes: readonly Pane[];
  /** From this width of the window the panes stand side by side, below it one after the other. */
  from?: number;
  /** Height of the row of panes, `70vh`; without it each is as high as its content. */
  height?: string;
};

/** Panes side by side with edges that can be moved by pointer and arrow keys; a double click puts them back. */
export function SplitPane({ panes, from = 1200, height }: SplitPaneProps) {
  const isWide = useMediaQuery(`(min-width: ${from}px)`, true, { getInitialValueInEffect: true });
  if (!isWide) {
    return (
      <div className={css.stack}>
        {panes.map(({ id, content }) => (
          <div key={id}>{content}</div>
        ))}
      </div>
    );
  }
  return (
    <Splitter className={css.row} style={{ height }} lineSize={16} withHandle handleColor="transparent" step={2}>
      {panes.map(({ id, size, min = 20, content }) => (
        <Splitter.Pane key={id} defaultSize={size} min={min} className={css.pane}>
          {content}
        </Splitter.Pane>
      ))}
    </Splitter>
  );
}
