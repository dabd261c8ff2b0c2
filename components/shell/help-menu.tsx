'use client';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2, IconHelp, IconKeyboard, IconLifebuoy, IconListNumbers } from '@tabler/icons-react';
import Link from 'next/link';
import { useShortcut } from '../ui/shortcuts.tsx';
import { ShortcutList } from './shortcut-list.tsx';

const documentation = 'https://docs.opensearch.org/latest/ml-commons-plugin/remote-models/connectors/';

/** Help is at the same place on every page. */
export function HelpMenu({ version }: { version: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  useShortcut('?', 'Keyboard shortcuts', open, { group: 'Everywhere' });
  return (
    <>
      <Menu>
        <Menu.Target>
          <Tooltip label="Help">
            <ActionIcon aria-label="Help">
              <IconHelp size={20} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown maw="calc(100vw - 16px)">
          <Menu.Item
            component="a"
            href={documentation}
            target="_blank"
            rel="noopener noreferrer"
            leftSection={<IconBook2 size={16} aria-hidden />}
          >
            Connectors in the OpenSearch documentation
          </Menu.Item>
          <Menu.Item component={Link} href="/help" prefetch={false} leftSection={<IconListNumbers size={16} aria-hidden />}>
            Guides
          </Menu.Item>
          <Menu.Item component={Link} href="/help/errors" prefetch={false} leftSection={<IconLifebuoy size={16} aria-hidden />}>
            Errors and what helps
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={open}>
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>ML Connector Studio {version}</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <ShortcutList opened={opened} onClose={close} />
    </>
  );
}
