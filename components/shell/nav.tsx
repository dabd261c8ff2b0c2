'use client';
import { Tooltip } from '@mantine/core';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useNearPrefetch } from '../ui/near-prefetch.ts';
import css from './nav.module.css';
import { groups, type Section, sectionOf } from './sections.ts';
import { useCan } from './session.tsx';

type NavProps = {
  /** Icons only, with the words in tooltips. */
  isCollapsed: boolean;
  onNavigate?: () => void;
};

/** The links to all pages, in groups. */
export function Nav({ isCollapsed, onNavigate }: NavProps) {
  const can = useCan();
  const current = sectionOf(usePathname());
  const shown = groups
    .map(({ label, sections }) => ({ label, sections: sections.filter(({ needs }) => can(needs)) }))
    .filter(({ sections }) => sections.length > 0);
  return (
    <nav aria-label="Main" className={css.nav}>
      {shown.map(({ label, sections }) => (
        <div key={label} className={css.group}>
          <h2 className={css.heading}>{label}</h2>
          <ul className={css.list}>
            {sections.map((section) => (
              <li key={section.href}>
                <NavItem section={section} isCurrent={section === current} isCollapsed={isCollapsed} onNavigate={onNavigate} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

type NavItemProps = NavProps & { section: Section; isCurrent: boolean };

function NavItem({ section: { href, label, icon: Icon }, isCurrent, isCollapsed, onNavigate }: NavItemProps) {
  return (
    <Tooltip label={label} position="right" disabled={!isCollapsed}>
      <Link href={href} {...useNearPrefetch()} className={css.item} aria-current={isCurrent ? 'page' : undefined} onClick={onNavigate}>
        <Icon size={20} aria-hidden className={css.icon} />
        <span className={css.label}>{label}</span>
      </Link>
    </Tooltip>
  );
}
