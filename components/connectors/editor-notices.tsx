'use client';
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { Callout } from '#components/ui/callout.tsx';
import { FormProblems } from '#components/ui/form-problems.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';
import { labelOf } from './draft-places.ts';
import { goToPlace } from './go-to-place.ts';
import type { EditorState } from './use-connector-editor.ts';

const SaveRemedies = dynamic(() => import('./save-remedies.tsx').then((file) => file.SaveRemedies), { ssr: false });

/** What must not be missed: a restored draft, a connector of somebody else, problems of the last save. */
export function EditorNotices({ state, onShowForm }: { state: EditorState; onShowForm: () => void }) {
  const { restoredAt, discard, refusal, save, draft } = state;
  const reveal = (place: string) => {
    onShowForm();
    requestAnimationFrame(() => goToPlace(place));
  };
  return (
    <>
      {restoredAt !== undefined && (
        <Callout
          actions={
            <Button variant="default" onClick={discard}>
              Discard draft
            </Button>
          }
        >
          <p>
            Restored your draft from <ClockTime at={restoredAt} />. Enter secrets again: they are not kept.
          </p>
        </Callout>
      )}
      {refusal && (
        <Callout kind="warning" title="You can look at this connector but not change it">
          <p>{refusal}</p>
        </Callout>
      )}
      <FormProblems
        problems={save.problems.map(({ place, message }) => ({
          message: place === '' ? message : `${labelOf(place, draft.settled)}: ${message}`,
          ...(place !== '' && { field: 'field', reveal: () => reveal(place) }),
        }))}
      />
      {save.problems.length > 0 && <SaveRemedies state={state} reveal={reveal} />}
    </>
  );
}
