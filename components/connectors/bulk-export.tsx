'use client';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef } from 'react';
import { BulkResults } from '#components/ui/bulk-results.tsx';
import { type Chosen, useBulkRun } from '#components/ui/use-bulk-run.ts';
import { exportFile, exportInto } from './bulk-runs.ts';

/** Puts the selected connectors into one file, without secrets. */
export function BulkExport(chosen: Chosen) {
  const { start, stop, isShowing, isRunning, count, done, close } = useBulkRun(chosen);
  const texts = useRef<string[]>([]);
  const download = () => saveFile('connectors.json', exportFile(texts.current));
  const run = async () => {
    texts.current = [];
    await start(exportInto(texts.current));
    if (texts.current.length > 0) download();
  };
  return (
    <>
      <Button variant="default" onClick={() => void run()}>
        Export
      </Button>
      <BulkResults
        opened={isShowing}
        onClose={close}
        title={isRunning ? 'Exporting…' : 'What was exported'}
        isRunning={isRunning}
        count={count}
        done={done}
        footer={
          isRunning ? (
            <Button variant="default" onClick={stop}>
              Stop
            </Button>
          ) : (
            <>
              <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
                Download again
              </Button>
              <Button onClick={close}>Close</Button>
            </>
          )
        }
      />
    </>
  );
}

function saveFile(name: string, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
