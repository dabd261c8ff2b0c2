'use client';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import css from './connector-editor.module.css';

/** Beside the form on wide screens, where it stays in view; below it behind a button on others. */
export function PreviewColumn({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css.right} data-open={isOpen}>
      <Button variant="default" className={css.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} fullWidth>
        {isOpen ? 'Hide preview' : 'Show preview'}
      </Button>
      <div className={css.preview}>{children}</div>
    </div>
  );
}
