'use client';
import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

const ImportFlyout = dynamic(() => import('./import-flyout.tsx').then((file) => file.ImportFlyout), { ssr: false });

/** What makes a new blueprint, for those who may. */
export function GalleryActions() {
  const can = useCan();
  const [isImporting, setImporting] = useState<boolean>(); // undefined until it was ever opened
  if (!can('blueprint.create')) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => setImporting(true)}>
        Import file
      </Button>
      <LinkButton href="/blueprints/new">Create blueprint</LinkButton>
      {isImporting !== undefined && <ImportFlyout opened={isImporting} onClose={() => setImporting(false)} />}
    </>
  );
}
