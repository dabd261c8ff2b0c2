'use client';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { BulkResults } from '#components/ui/bulk-results.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import { type Chosen, useBulkRun } from '#components/ui/use-bulk-run.ts';
import { deleteOne, deployOne, undeployOne } from './bulk-runs.ts';
import css from './model-form.module.css';

/** What can be done with the selected models. */
export function BulkActions(chosen: Chosen) {
  const can = useCan();
  return (
    <>
      {can('model.update') && (
        <>
          <BulkChange {...chosen} label="Deploy" running="Deploying…" done="What was deployed" one={deployOne} />
          <BulkChange {...chosen} label="Undeploy" running="Undeploying…" done="What was undeployed" one={undeployOne} />
        </>
      )}
      {can('model.delete') && <BulkDelete {...chosen} />}
    </>
  );
}

const hrefOf = ({ id }: { id: string }) => `/models?open=${encodeURIComponent(id)}`;

type BulkChangeProps = Chosen & { label: string; running: string; done: string; one: typeof deployOne };

function BulkChange({ label, running, done: title, one, ...chosen }: BulkChangeProps) {
  const cache = useQueryClient();
  const { start, stop, isShowing, isRunning, count, done, close } = useBulkRun(chosen);
  const run = async () => {
    await start(one);
    await cache.invalidateQueries({ queryKey: ['models'] });
  };
  return (
    <>
      <Button variant="default" loading={isRunning} onClick={() => void run()}>
        {label}
      </Button>
      <BulkResults
        opened={isShowing}
        onClose={close}
        title={isRunning ? running : title}
        isRunning={isRunning}
        count={count}
        done={done}
        hrefOf={hrefOf}
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

/** Deletes the selected models and tells what became of each. */
function BulkDelete(chosen: Chosen) {
  const cache = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { run, isShowing, isRunning, count: known, done, close } = useBulkRun(chosen);
  const count = chosen.selection.isAll ? chosen.total : chosen.selection.keys.size;
  const noun = count === 1 ? 'model' : 'models';
  const confirm = async () => {
    setError(null);
    try {
      await run(deleteOne, () => setAsking(false));
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      await cache.invalidateQueries({ queryKey: ['models'] });
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
        <p className={css.words}>
          Those that are deployed are undeployed first. Whatever calls them by their ids fails from then on. This cannot be undone.
        </p>
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
