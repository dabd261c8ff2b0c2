'use client';
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './flyout.module.css';
import { useFocusBack } from './use-focus-back.ts';

const widths = { s: '400px', m: 'clamp(424px, 50vw, 768px)', l: 'clamp(691px, 75vw, 992px)' };

type FlyoutProps = {
  /** Keep the component mounted and switch this, so that the focus returns to the opener. */
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  size?: keyof typeof widths;
  /** Beside the title: a state. */
  badge?: ReactNode;
  /** Buttons that stay in view at the end, the primary one last. */
  footer?: ReactNode;
  /** A dialog stands over it: Esc is for that one. */
  isCovered?: boolean;
  /** Rendered only while open. */
  children: ReactNode;
};

/** A panel from the right for looking and small edits. The focus moves to its heading, Esc closes it. */
export function Flyout({ opened, onClose, title, size = 'm', badge, footer, isCovered = false, children }: FlyoutProps) {
  useFocusBack(opened);
  return (
    <Drawer.Root
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      position="right"
      closeOnEscape={!isCovered}
      size={widths[size]}
      zIndex={1000}
      transitionProps={{ duration: 250 }}
      classNames={{ content: css.content, header: css.header, title: css.title, body: css.body }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={css.column}>
          <Drawer.Header>
            <div className={css.head}>
              <Drawer.Title data-autofocus tabIndex={-1}>
                {title}
              </Drawer.Title>
              {badge}
            </div>
            <Drawer.CloseButton aria-label="Close" />
          </Drawer.Header>
          <Drawer.Body>{children}</Drawer.Body>
          {footer && <div className={css.footer}>{footer}</div>}
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}
