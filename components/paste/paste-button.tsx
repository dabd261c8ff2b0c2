'use client';
import { Button, type ButtonProps } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import type { PasteTarget } from './paste-flyout.tsx';

const PasteFlyout = dynamic(() => import('./paste-flyout.tsx').then((file) => file.PasteFlyout), { ssr: false });

type PasteButtonProps = Pick<ButtonProps, 'variant'> & {
  /** The page was opened for it. */
  isOpenAtOnce?: boolean;
  /** The form around the button; without one a new form is filled. */
  into?: PasteTarget;
};

/** The way in for what documentation, a terminal or a program has to say about a connector. */
export function PasteButton({ variant = 'default', isOpenAtOnce = false, into }: PasteButtonProps) {
  const can = useCan();
  const [isOpen, setOpen] = useState<boolean | undefined>(isOpenAtOnce || undefined); // undefined until it was ever opened
  if (!can('connector.create')) return null;
  return (
    <>
      <Button variant={variant} leftSection={<IconClipboardText size={16} aria-hidden />} onClick={() => setOpen(true)}>
        Paste anything
      </Button>
      {isOpen !== undefined && <PasteFlyout opened={isOpen} onClose={() => setOpen(false)} into={into} />}
    </>
  );
}
