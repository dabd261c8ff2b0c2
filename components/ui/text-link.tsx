import { IconExternalLink } from '@tabler/icons-react';
import NextLink from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import css from './text-link.module.css';

/** A link within the studio. */
export function TextLink({ href, children, ...others }: { href: string; children: ReactNode } & Omit<ComponentProps<'a'>, 'href'>) {
  return (
    <NextLink href={href} prefetch={false} className={css.link} {...others}>
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
