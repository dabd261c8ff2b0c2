'use client';
import { ActionIcon, Button, Modal, Textarea, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { showSuccess } from './toast.tsx';

type CopyButtonProps = {
  text: string | (() => string);
  /** The words of the button, or the name of the icon. */
  label: string;
  /** A square icon with a tooltip instead of a button with words. */
  iconOnly?: boolean;
  variant?: 'default' | 'subtle';
};

/** Copies a text. If the browser refuses its clipboard, the text is shown selected instead. */
export function CopyButton({ text, label, iconOnly = false, variant = 'default' }: CopyButtonProps) {
  const [refused, setRefused] = useState<string>();
  const copy = async () => {
    const value = typeof text === 'string' ? text : text();
    try {
      await navigator.clipboard.writeText(value);
      showSuccess('Copied.');
    } catch {
      setRefused(value); // no permission, or a page that is not served securely
    }
  };
  return (
    <>
      {iconOnly ? (
        <Tooltip label={label}>
          <ActionIcon size={24} aria-label={label} onClick={copy}>
            <IconCopy size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Button variant={variant} leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
          {label}
        </Button>
      )}
      <Modal opened={refused !== undefined} onClose={() => setRefused(undefined)} title="Copy this text" size={480}>
        <Textarea
          label="The browser does not let this page use the clipboard. Copy the text below."
          value={refused ?? ''}
          readOnly
          autosize
          maxRows={12}
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
      </Modal>
    </>
  );
}
