'use client';
import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDotsVertical, IconKey, IconTemplate, IconTrash } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import NextLink from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { Can } from '#lib/client/connectors.ts';
import { DeleteConnector } from './delete-connector.tsx';

const ReplaceKey = dynamic(() => import('./replace-key.tsx').then((file) => file.ReplaceKey), { ssr: false });

type ConnectorActionsProps = { id: string; name: string; can: Can; hasKeys: boolean };

/** What can be done with a connector beside its tabs. */
export function ConnectorActions({ id, name, can: may, hasKeys }: ConnectorActionsProps) {
  const can = useCan();
  const router = useRouter();
  const [isDeleting, setDeleting] = useState(false);
  const [isReplacing, setReplacing] = useState<boolean>(); // undefined until it was ever opened
  const canDelete = can('connector.delete') && may.delete === true;
  if (!can('connector.create') && !canDelete) return null;
  return (
    <>
      {can('model.create') && (
        <LinkButton variant="default" href={`/models?register=${encodeURIComponent(id)}`}>
          Register model
        </LinkButton>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${name}`} variant="default">
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {can('connector.create') && (
            <Menu.Item
              component={NextLink}
              href={`/connectors/new?from=${encodeURIComponent(id)}`}
              prefetch={false}
              leftSection={<IconCopy size={16} aria-hidden />}
            >
              Duplicate
            </Menu.Item>
          )}
          {can('blueprint.create') && (
            <Menu.Item
              component={NextLink}
              href={`/blueprints/new?from=${encodeURIComponent(id)}`}
              prefetch={false}
              leftSection={<IconTemplate size={16} aria-hidden />}
            >
              Save as blueprint
            </Menu.Item>
          )}
          {hasKeys && may.update === true && (
            <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setReplacing(true)}>
              Replace key
            </Menu.Item>
          )}
          {canDelete && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDeleting(true)}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isReplacing !== undefined && <ReplaceKey opened={isReplacing} onClose={() => setReplacing(false)} id={id} name={name} />}
      <DeleteConnector
        opened={isDeleting}
        onClose={() => setDeleting(false)}
        connector={{ id, name }}
        onDeleted={() => router.push('/connectors')}
      />
    </>
  );
}
