'use client';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

type ExportMenuProps = {
  /** Address of the file; asked when it is chosen, because a time that is counted from now moves on. */
  hrefOf: (as: 'csv' | 'jsonl') => string;
};

/** What the filters let through, as a file. */
export function ExportMenu({ hrefOf }: ExportMenuProps) {
  const download = (as: 'csv' | 'jsonl') => {
    const link = document.createElement('a');
    link.href = hrefOf(as);
    link.download = ''; // the server names it
    link.click();
  };
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Export">
          <ActionIcon aria-label="Export">
            <IconDownload size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Export what the filters let through</Menu.Label>
        <Menu.Item onClick={() => download('csv')}>CSV</Menu.Item>
        <Menu.Item onClick={() => download('jsonl')}>JSON lines</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
