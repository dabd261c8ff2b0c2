'use client';
import { Modal, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { showSuccess } from './toast.tsx';

/**
 * Copies texts. If the browser refuses its clipboard, the text is shown selected instead.
 * @returns `refused`: to be rendered beside the control
 */
export function useClipboard(): { copy: (text: string, said?: string) => Promise<void>; refused: ReactNode } {
  const [refused, setRefused] = useState<string>();
  const copy = async (text: string, said = 'Copied.') => {
    try {
      await navigator.clipboard.writeText(text);
      showSuccess(said);
    } catch {
      setRefused(text); // no permission, or a page that is not served securely
    }
  };
  const modal = (
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
  );
  return { copy, refused: modal };
}
