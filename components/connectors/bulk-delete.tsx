'use client';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BulkResults } from '#components/ui/bulk-results.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import { type Chosen, useBulkRun } from '#components/ui/use-bulk-run.ts';
import { deleteOne } from './bulk-runs.ts';
import css from './delete-connector.module.css';

/** Deletes the selected connectors and tells what became of each. */
export function BulkDelete(chosen: Chosen) {
  const cache = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { run, isShowing, isRunning, count: known, done, close } = useBulkRun(chosen);
  const count = chosen.selection.isAll ? chosen.total : chosen.selection.keys.size;
  const noun = count === 1 ? 'connector' : 'connectors';

  const confirm = async () => {
    setError(null);
    try {
      await run(deleteOne, () => setAsking(false));
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      await cache.invalidateQueries({ queryKey: ['connectors'] });
    }
  };
  return (
    <>
      <Button color="red" variant="outline" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <TypedConfirm
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete ${count} ${noun}?`}
        confirmLabel={`Delete ${noun}`}
        phrase={`delete ${count} ${noun}`}
        onConfirm={() => void confirm()}
        isPending={isRunning}
        error={error}
      >
        <p className={css.words}>Their credentials go with them. Connectors that models use are skipped. This cannot be undone.</p>
      </TypedConfirm>
      <BulkResults
        opened={isShowing}
        onClose={close}
        title={isRunning ? 'Deleting…' : 'What was deleted'}
        isRunning={isRunning}
        count={known}
        done={done}
        hrefOf={({ id, outcome }) => (outcome === 'done' ? undefined : `/connectors/${encodeURIComponent(id)}`)}
        footer={<Button onClick={close}>Close</Button>}
      />
    </>
  );
}
