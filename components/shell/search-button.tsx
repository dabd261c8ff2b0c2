'use client';
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Keys } from '../ui/kbd.tsx';
import { useShortcut } from '../ui/shortcuts.tsx';
import css from './search-button.module.css';

const CommandPalette = dynamic(() => import('./command-palette.tsx').then((file) => file.CommandPalette), { ssr: false });

/** Opens the command palette, which is loaded when it is first wanted. */
export function SearchButton() {
  const [opened, setOpened] = useState<boolean>(); // undefined until it was ever opened
  useShortcut('mod+k', 'Search pages, objects and actions', () => setOpened(!opened), { group: 'Everywhere' });
  return (
    <>
      <Tooltip label="Search">
        <UnstyledButton className={css.button} onClick={() => setOpened(true)} aria-haspopup="dialog">
          <IconSearch size={16} aria-hidden />
          <span className={css.label}>Search</span>
          <span className={css.keys} aria-hidden>
            <Keys keys="mod+k" />
          </span>
        </UnstyledButton>
      </Tooltip>
      {opened !== undefined && <CommandPalette opened={opened} onClose={() => setOpened(false)} />}
    </>
  );
}
