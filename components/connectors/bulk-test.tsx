'use client';
import { Button } from '@mantine/core';
import { BulkResults } from '#components/ui/bulk-results.tsx';
import { type Chosen, useBulkRun } from '#components/ui/use-bulk-run.ts';
import { testOne } from './bulk-runs.ts';

/** Goes through what each selected connector would send, up to the sending. */
export function BulkTest(chosen: Chosen) {
  const { start, stop, isShowing, isRunning, count, done, close } = useBulkRun(chosen);
  return (
    <>
      <Button variant="default" onClick={() => void start(testOne)}>
        Test all (dry run)
      </Button>
      <BulkResults
        opened={isShowing}
        onClose={close}
        title={isRunning ? 'Testing…' : 'What the dry runs found'}
        isRunning={isRunning}
        count={count}
        done={done}
        hrefOf={({ id }) => `/connectors/${encodeURIComponent(id)}?tab=try`}
        footer={
          isRunning ? (
            <Button variant="default" onClick={stop}>
              Stop
            </Button>
          ) : (
            <Button onClick={close}>Close</Button>
          )
        }
      />
    </>
  );
}
