'use client';
import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';

const ReplaceKey = dynamic(() => import('./replace-key.tsx').then((file) => file.ReplaceKey), { ssr: false });

/** Leads to new values for a credential; for those who may change the connector. */
export function ReplaceKeyButton({ id, name }: { id: string; name: string }) {
  const [isOpen, setOpen] = useState<boolean>(); // undefined until it was ever opened
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpen(true)}>
        Replace key
      </Button>
      {isOpen !== undefined && <ReplaceKey opened={isOpen} onClose={() => setOpen(false)} id={id} name={name} />}
    </>
  );
}
