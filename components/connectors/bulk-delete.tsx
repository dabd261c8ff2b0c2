'use client';
import { Button } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import type { Selection } from '#components/ui/table-selection.ts';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import type { ListQuery } from '#lib/client/list-query.ts';
import css from './delete-connector.module.css';
import { allOf, type Deletion, deleteMany } from './delete-many.ts';

const icons = { deleted: IconCheck, skipped: IconMinus, failed: IconX };
const words = { deleted: 'deleted', skipped: 'skipped', failed: 'failed' };

type BulkDeleteProps = { selection: Selection; query: ListQuery; total: number };

/** Deletes the selected connectors and tells what became of each. */
export function BulkDelete({ selection, query, total }: BulkDeleteProps) {
  const cache = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setAsking] = useState(false);
  const [isShowing, setShowing] = useState(false);
  const [done, setDone] = useState<readonly Deletion[]>([]);
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const count = selection.isAll ? total : selection.keys.size;
  const noun = count === 1 ? 'connector' : 'connectors';

  const run = async () => {
    setRunning(true);
    setError(null);
    try {
      const ids = selection.isAll ? await allOf(query) : [...selection.keys];
      setAsking(false);
      setDone([]);
      setShowing(true);
      const results = await deleteMany(ids, setDone);
      announce(`${results.filter(({ outcome }) => outcome === 'deleted').length} of ${results.length} connectors deleted`);
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setRunning(false);
      await cache.invalidateQueries({ queryKey: ['connectors'] });
    }
  };
  const close = () => {
    setShowing(false);
    selection.clear();
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
        onConfirm={() => void run()}
        isPending={isRunning}
        error={error}
      >
        <p className={css.words}>Their credentials go with them. Connectors that models use are skipped. This cannot be undone.</p>
      </TypedConfirm>
      <Flyout
        opened={isShowing}
        onClose={close}
        title={isRunning ? 'Deleting…' : 'What was deleted'}
        size="s"
        footer={<Button onClick={close}>Close</Button>}
      >
        <ul className={css.results} aria-busy={isRunning}>
          {done.map(({ id, name, outcome, reason }) => {
            const Icon = icons[outcome];
            return (
              <li key={id} className={css.result} data-outcome={outcome}>
                <Icon size={16} aria-hidden className={css.icon} />
                <span>
                  {name}: {words[outcome]}
                  {reason && <span className={css.reason}>{reason}</span>}
                </span>
              </li>
            );
          })}
        </ul>
      </Flyout>
    </>
  );
}
