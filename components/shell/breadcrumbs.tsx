'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type Crumb, useTrail } from '../ui/trail.tsx';
import css from './breadcrumbs.module.css';
import { sectionOf } from './sections.ts';

/** The section, if the page belongs to one, and what the page adds to it. */
export function Breadcrumbs() {
  const section = sectionOf(usePathname());
  const trail = useTrail();
  const crumbs: Crumb[] = [...(section ? [{ label: section.label, href: section.href }] : []), ...trail];
  if (crumbs.length === 0) return null;
  return (
    <nav aria-label="Breadcrumbs" className={css.trail}>
      <ol className={css.list}>
        {crumbs.map(({ label, href }, index) => {
          const isLast = index === crumbs.length - 1;
          return (
            <li key={label} className={css.crumb} title={label}>
              {isLast || !href ? (
                <span aria-current={isLast ? 'page' : undefined} className={css.words}>
                  {label}
                </span>
              ) : (
                <Link href={href} prefetch={false} className={css.words}>
                  {label}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
