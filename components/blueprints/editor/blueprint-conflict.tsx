'use client';
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';
import { useFocusBack } from '#components/ui/use-focus-back.ts';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import { blueprintDraftQuery } from '../queries.ts';
import css from './blueprint-editor.module.css';
import { comparableText } from './blueprint-file.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

/** Somebody saved while this draft was written: nothing is lost before it is decided whose words stay. */
export function BlueprintConflict({ state: { base, blueprint, save } }: { state: BlueprintEditorState }) {
  const theirs = useQuery({ ...blueprintDraftQuery(base.blueprint.id), staleTime: 0, refetchOnMount: 'always' });
  const [isComparing, setComparing] = useState(false);
  useFocusBack(true);
  const found = theirs.isFetching ? undefined : theirs.data;
  const decide = (decision: (theirs: BlueprintDetails) => unknown) => found && void decision(found);
  return (
    <Modal
      opened
      onClose={save.clear}
      returnFocus={false}
      size={isComparing ? 720 : 480}
      closeButtonProps={{ 'aria-label': 'Close' }}
      title={
        found?.updated_time === undefined ? (
          'Somebody saved this blueprint meanwhile.'
        ) : (
          <>
            {found.updated_by ?? 'Somebody'} saved this blueprint at <ClockTime at={found.updated_time} />.
          </>
        )
      }
    >
      {theirs.error ? (
        <ErrorState error={theirs.error} title="Could not load what they saved." onRetry={() => void theirs.refetch()} />
      ) : (
        <p className={css.words}>Overwrite keeps what stands in your form. Reload shows what they saved in its place.</p>
      )}
      {isComparing && !found && <BoxSkeleton height={200} label="Loading what they saved" />}
      {isComparing && found && (
        <DiffView
          before={comparableText(found)}
          after={comparableText(blueprint)}
          beforeLabel="What they saved"
          afterLabel="In your form"
        />
      )}
      <div className={css.modalButtons}>
        <Button variant="default" onClick={() => setComparing(!isComparing)} aria-expanded={isComparing} data-autofocus>
          {isComparing ? 'Hide the comparison' : 'Compare'}
        </Button>
        <Button variant="default" onClick={() => decide(save.takeOver)} disabled={!found}>
          Reload
        </Button>
        <Button color="red" onClick={() => decide(save.overwrite)} disabled={!found}>
          Overwrite
        </Button>
      </div>
    </Modal>
  );
}
