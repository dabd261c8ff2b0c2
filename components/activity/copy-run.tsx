'use client';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { showFailure } from '#components/ui/toast.tsx';
import { useClipboard } from '#components/ui/use-clipboard.tsx';
import { getConnector } from '#lib/client/connectors.ts';
import { getRunText, type Run } from '#lib/client/runs.ts';
import { callFormats } from '#lib/copy-as/copy-formats.ts';
import { callText, sendAgainRefusal } from './run-request.ts';

const CopyAsFlyout = dynamic(() => import('#components/copy-as/copy-as-flyout.tsx').then((file) => file.CopyAsFlyout), { ssr: false });

/** A run as a call that does the same, or as what is kept of it. No format holds a secret. */
export function CopyRun({ run }: { run: Run }) {
  const { copy, refused } = useClipboard();
  const [isLooking, setLooking] = useState<boolean>(); // undefined until it was ever opened
  const copyText = async (write: (text: string) => string | Promise<string>, label: string) => {
    try {
      await copy(await write(await getRunText(run.run_id)), `Copied as ${label}.`);
    } catch (thrown) {
      showFailure(`This could not be copied. ${thrown instanceof Error ? thrown.message : ''}`);
    }
  };
  const hasBody = sendAgainRefusal(run, true) === false;
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            Copy as
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {hasBody && <Menu.Label>The call</Menu.Label>}
          {hasBody &&
            callFormats.map(({ id, label }) => (
              <Menu.Item key={id} onClick={() => void copyText((text) => callText(run, text, id), label)}>
                {label}
              </Menu.Item>
            ))}
          {hasBody && <Menu.Divider />}
          <Menu.Item onClick={() => void copyText((text) => JSON.stringify(JSON.parse(text), null, 2), 'JSON')}>Run as JSON</Menu.Item>
          {run.connector_id && run.connector_id !== run.model_id && <Menu.Item onClick={() => setLooking(true)}>Connector as…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {refused}
      {isLooking !== undefined && run.connector_id && (
        <CopyConnectorOf id={run.connector_id} name={run.connector_name} opened={isLooking} onClose={() => setLooking(false)} />
      )}
    </>
  );
}

type CopyConnectorOfProps = { id: string; name: string; opened: boolean; onClose: () => void };

function CopyConnectorOf({ id, name, opened, onClose }: CopyConnectorOfProps) {
  const { data, error } = useQuery({
    queryKey: ['connectors', 'one', id],
    queryFn: ({ signal }) => getConnector(id, signal),
    enabled: opened,
  });
  const source = useMemo(() => data && { connector: data.connector, credentialKeys: data.credential_keys.map((key) => key.name) }, [data]);
  return <CopyAsFlyout opened={opened} onClose={onClose} source={source} name={name} error={error} />;
}
