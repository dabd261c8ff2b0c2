'use client';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCan } from '#components/shell/session.tsx';
import { BulkDelete } from '#components/ui/bulk-delete.tsx';
import { BulkResults } from '#components/ui/bulk-results.tsx';
import { type Chosen, useBulkRun } from '#components/ui/use-bulk-run.ts';
import { deleteOne, deployOne, undeployOne } from './bulk-runs.ts';

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
      {can('model.delete') && (
        <BulkDelete
          chosen={chosen}
          nouns={['model', 'models']}
          words="Those that are deployed are undeployed first. Whatever calls them by their ids fails from then on. This cannot be undone."
          deleteOne={deleteOne}
          queryKey={['models']}
          hrefOf={hrefOf}
        />
      )}
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
