'use client';
import { useSplitter } from '@mantine/hooks';
import { IconGripVertical } from '@tabler/icons-react';
import { type CSSProperties, Fragment, type ReactNode } from 'react';
import css from './split-pane.module.css';

export type Pane = {
  id: string;
  /** *Request*, for the names of the edges. */
  label: string;
  /** Share of the width in percent. */
  size: number;
  /** Least share in percent. */
  min?: number;
  content: ReactNode;
};

type SplitPaneProps = {
  panes: readonly Pane[];
  /** How the panes stand in windows narrower than 1200 px; otherwise one below the other. */
  className?: string | undefined;
};

/**
 * Panes side by side in wide windows, with edges that are moved by pointer and arrow keys; a double click puts an edge back. All by style
 * sheet, so that no pane loses what is typed in it when the window changes.
 */
export function SplitPane({ panes, className = css.stack }: SplitPaneProps) {
  const panels = panes.map(({ size, min = 22 }) => ({ defaultSize: size, min, max: 100 }));
  const { ref, sizes, getHandleProps } = useSplitter({ panels, step: 2 });
  return (
    <div ref={ref} className={`${css.row} ${className}`}>
      {panes.map(({ id, label, content }, index) => (
        <Fragment key={id}>
          {index > 0 && (
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: it is a separator, as the handle's own properties say
            <div
              {...getHandleProps({ index: index - 1 })}
              className={css.handle}
              aria-label={`Edge between ${panes[index - 1]?.label} and ${label}`}
              title="Drag or use the arrow keys; a double click resets"
            >
              <IconGripVertical size={12} aria-hidden />
            </div>
          )}
          <div
            className={css.pane}
            data-pane={id}
            style={{ '--split-size': sizes[index] } as CSSProperties /* as: a variable is no property */}
          >
            {content}
          </div>
        </Fragment>
      ))}
    </div>
  );
}
