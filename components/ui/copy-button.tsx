'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useClipboard } from './use-clipboard.tsx';

type CopyButtonProps = {
  text: string | (() => string);
  /** The words of the button, or the name of the icon. */
  label: string;
  /** A square icon with a tooltip instead of a button with words. */
  iconOnly?: boolean;
  variant?: 'default' | 'subtle' | 'filled';
};

/** Copies a text. If the browser refuses its clipboard, the text is shown selected instead. */
export function CopyButton({ text, label, iconOnly = false, variant = 'default' }: CopyButtonProps) {
  const { copy, refused } = useClipboard();
  const run = () => void copy(typeof text === 'string' ? text : text());
  return (
    <>
      {iconOnly ? (
        <Tooltip label={label}>
          <ActionIcon size={24} aria-label={label} onClick={run}>
            <IconCopy size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Button variant={variant} leftSection={<IconCopy size={16} aria-hidden />} onClick={run}>
          {label}
        </Button>
      )}
      {refused}
    </>
  );
}
