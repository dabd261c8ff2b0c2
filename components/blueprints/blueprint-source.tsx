'use client';
import { UnstyledButton } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { TextLink } from '#components/ui/text-link.tsx';
import type { BlueprintLink } from '#lib/blueprints/connector-link.ts';
import css from './blueprint-source.module.css';

const ChangesFlyout = dynamic(() => import('./changes-flyout.tsx').then((file) => file.ChangesFlyout), { ssr: false });

type BlueprintSourceProps = { connectorId: string; link: BlueprintLink };

/** Which blueprint a connector was made from, and what has changed there since. */
export function BlueprintSource({ connectorId, link: { id, title, version, changes = 0 } }: BlueprintSourceProps) {
  const [isOpen, setOpen] = useState<boolean>(); // undefined until it was ever opened
  if (title === undefined) {
    return (
      <span>
        <code translate="no">{id}</code>, which is gone or not shared with you
      </span>
    );
  }
  return (
    <>
      <TextLink href={`/blueprints/${id}`}>{title}</TextLink>
      {version > 0 && `, version ${version}`}
      {changes > 0 && (
        <>
          {' · '}
          <UnstyledButton className={css.changes} onClick={() => setOpen(true)}>
            {changes === 1 ? '1 change since' : `${changes} changes since`}
          </UnstyledButton>
        </>
      )}
      {isOpen !== undefined && <ChangesFlyout connectorId={connectorId} opened={isOpen} onClose={() => setOpen(false)} />}
    </>
  );
}
