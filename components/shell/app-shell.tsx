'use client';
import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useGo } from '../ui/leave.ts';
import { OverlayHome } from '../ui/overlay-home.tsx';
import { useShortcut } from '../ui/shortcuts.tsx';
import css from './app-shell.module.css';
import { FocusHeading } from './focus-heading.tsx';
import { Header } from './header.tsx';
import { Logo } from './logo.tsx';
import { Nav } from './nav.tsx';
import { keepNavChoice } from './nav-choice.ts';
import { type Section, sections } from './sections.ts';
import { useCan } from './session.tsx';
import { SessionWatch } from './session-watch.tsx';
import { Strips } from './strips.tsx';

type AppShellProps = { version: string; isNavCollapsed: boolean; isRemoteInferenceOn: boolean; children: ReactNode };

/** Header, navigation and what holds for all pages. */
export function AppShell({ version, isNavCollapsed, isRemoteInferenceOn, children }: AppShellProps) {
  const [chosen, setChosen] = useState(isNavCollapsed);
  const isNarrow = useMediaQuery('(max-width: 1199.98px)', false);
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const toggle = () => {
    setChosen(!chosen);
    keepNavChoice(!chosen);
  };
  return (
    <div className={css.shell} data-nav={chosen ? 'collapsed' : 'open'}>
      <a href="#content" className={css.skip}>
        Skip to content
      </a>
      <Header version={version} isNavOpen={isDrawerOpen} onOpenNav={drawer.open} />
      <Strips isRemoteInferenceOn={isRemoteInferenceOn} />
      <div className={css.columns}>
        <div className={css.rail}>
          <Nav isCollapsed={chosen || Boolean(isNarrow)} />
          <UnstyledButton className={css.collapse} onClick={toggle} aria-expanded={!chosen}>
            {chosen ? <IconChevronsRight size={20} aria-hidden /> : <IconChevronsLeft size={20} aria-hidden />}
            <span className={css.collapseLabel}>{chosen ? 'Expand' : 'Collapse'}</span>
          </UnstyledButton>
        </div>
        <main id="content" tabIndex={-1} className={css.main}>
          {children}
          <OverlayHome />
        </main>
      </div>
      <Drawer
        opened={isDrawerOpen}
        onClose={drawer.close}
        title={
          <span className={css.drawerTitle}>
            <Logo /> ML Connector Studio
          </span>
        }
        size={280}
        classNames={{ body: css.drawerBody }}
        closeButtonProps={{ 'aria-label': 'Close the navigation' }}
      >
        <Nav isCollapsed={false} onNavigate={drawer.close} />
      </Drawer>
      <GoShortcuts />
      <FocusHeading />
      <SessionWatch />
    </div>
  );
}

/** `g`, then the letter of a page. */
function GoShortcuts() {
  const can = useCan();
  return sections.filter(({ needs }) => can(needs)).map((section) => <GoShortcut key={section.key} section={section} />);
}

function GoShortcut({ section: { key, label, href } }: { section: Section }) {
  const go = useGo();
  useShortcut(`g ${key}`, `Go to ${label}`, () => go(href), { group: 'Everywhere' });
  return null;
}
