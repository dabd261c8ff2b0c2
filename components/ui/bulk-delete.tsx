'use client';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, useState } from 'react';
import css from './bulk-delete.module.css';
import { BulkResults } from './bulk-results.tsx';
import { TypedConfirm } from './typed-confirm.tsx';
import { type Chosen, useBulkRun } from './use-bulk-run.ts';

type BulkDeleteProps = {
  chosen: Chosen;
  /** One of them, and several. */
  nouns: readonly [one: string, several: string];
  /** What deleting them means. */
  words: string;
  deleteOne: Parameters<ReturnType<typeof useBulkRun>['run']>[0];
  /** Of what shows them. */
  queryKey: readonly string[];
  /** Page of one that is still there. */
  hrefOf: ComponentProps<typeof BulkResults>['hrefOf'] & object;
};

/** Deletes what is selected once somebody typed how many that are, and tells what became of each. */
export function BulkDelete({ chosen, nouns, words, deleteOne, queryKey, hrefOf }: BulkDeleteProps) {
  const cache = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { run, isShowing, isRunning, count: known, done, close } = useBulkRun(chosen);
  const count = chosen.selection.isAll ? chosen.total : chosen.selection.keys.size;
  const noun = nouns[count === 1 ? 0 : 1];
  const confirm = async () => {
    setError(null);
    try {
      await run(deleteOne, () => setAsking(false));
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      await cache.invalidateQueries({ queryKey });
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
        <p className={css.words}>{words}</p>
      </TypedConfirm>
      <BulkResults
        opened={isShowing}
        onClose={close}
        title={isRunning ? 'Deleting…' : 'What was deleted'}
        isRunning={isRunning}
        count={known}
        done={done}
        hrefOf={(result) => (result.outcome === 'done' ? undefined : hrefOf(result))}
        footer={<Button onClick={close}>Close</Button>}
      />
    </>
  );
}
