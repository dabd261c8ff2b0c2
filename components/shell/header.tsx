'use client';
import { ActionIcon } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import Link from 'next/link';
import { Breadcrumbs } from './breadcrumbs.tsx';
import css from './header.module.css';
import { HelpMenu } from './help-menu.tsx';
import { Logo } from './logo.tsx';
import { SearchButton } from './search-button.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { UserMenu } from './user-menu.tsx';

type HeaderProps = { version: string; isNavOpen: boolean; onOpenNav: () => void };

export function Header({ version, isNavOpen, onOpenNav }: HeaderProps) {
  return (
    <header className={css.header}>
      <ActionIcon className={css.menu} aria-label="Open the navigation" aria-expanded={isNavOpen} onClick={onOpenNav}>
        <IconMenu2 size={20} aria-hidden />
      </ActionIcon>
      <Link href="/connectors" prefetch={false} className={css.brand} aria-label="ML Connector Studio">
        <Logo />
        <span className={css.name} aria-hidden>
          ML Connector Studio
        </span>
      </Link>
      <Breadcrumbs />
      <div className={css.right}>
        <SearchButton />
        <HelpMenu version={version} />
        <ThemeMenu />
        <UserMenu />
      </div>
    </header>
  );
}
