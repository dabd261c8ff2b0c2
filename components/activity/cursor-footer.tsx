'use client';
import { Button, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { pageSizes } from '#components/ui/list-state.ts';
import css from './activity.module.css';

type CursorFooterProps = {
  /** What of the list is shown. */
  children: ReactNode;
  size: number;
  onSize: (size: number) => void;
  /** Absent where there is nothing newer, or nothing older. */
  onNewest?: (() => void) | undefined;
  onNewer?: (() => void) | undefined;
  onOlder?: (() => void) | undefined;
};

/** The way through a list that grows at its beginning: it has no numbered pages, because they would shift. */
export function CursorFooter({ children, size, onSize, onNewest, onNewer, onOlder }: CursorFooterProps) {
  return (
    <div className={css.footer}>
      <p className={css.shown}>{children}</p>
      <nav aria-label="Pages" className={css.ways}>
        {onNewest && (
          <Button variant="subtle" px={8} onClick={onNewest}>
            Newest
          </Button>
        )}
        <Button variant="default" px={12} leftSection={<IconChevronLeft size={16} aria-hidden />} disabled={!onNewer} onClick={onNewer}>
          Newer
        </Button>
        <Button variant="default" px={12} rightSection={<IconChevronRight size={16} aria-hidden />} disabled={!onOlder} onClick={onOlder}>
          Older
        </Button>
      </nav>
      <NativeSelect
        aria-label="Rows per page"
        className={css.size}
        value={String(size)}
        data={pageSizes.map((value) => ({ value: String(value), label: `${value} per page` }))}
        onChange={(event) => onSize(Number(event.currentTarget.value))}
      />
    </div>
  );
}
