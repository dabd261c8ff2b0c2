'use client';
import { IconExternalLink } from '@tabler/icons-react';
import NextLink from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { useNearPrefetch } from './near-prefetch.ts';
import css from './text-link.module.css';

/** A link within the studio. */
export function TextLink({ href, children, ...others }: { href: string; children: ReactNode } & Omit<ComponentProps<'a'>, 'href'>) {
  return (
    <NextLink href={href} className={css.link} {...useNearPrefetch()} {...others}>
      {children}
    </NextLink>
  );
}

/** A link to somewhere else; anything but http and https is shown as text. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  if (!/^https?:\/\//i.test(href)) return <span>{children}</span>;
  return (
    <a href={href} className={css.link} target="_blank" rel="noopener noreferrer">
      {children}
      <IconExternalLink size={14} aria-label="opens in a new tab" className={css.icon} />
    </a>
  );
}
