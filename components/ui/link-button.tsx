'use client';
import { Button, type ButtonProps } from '@mantine/core';
import NextLink from 'next/link';
import type { ReactNode } from 'react';
import { useNearPrefetch } from './near-prefetch.ts';

/** A link that looks like a button, because it is the page's action: *Create connector*. */
export function LinkButton({ href, children, ...others }: ButtonProps & { href: string; children: ReactNode }) {
  return (
    <Button component={NextLink} href={href} {...useNearPrefetch()} {...others}>
      {children}
    </Button>
  );
}
