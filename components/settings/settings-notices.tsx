'use client';
import { Button } from '@mantine/core';
import { Callout } from '#components/ui/callout.tsx';
import { type FormProblem, FormProblems } from '#components/ui/form-problems.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';

type SettingsNoticesProps = {
  problems: readonly FormProblem[];
  restoredAt: number | undefined;
  onDiscard: () => void;
  /** Titles of settings that somebody else changed under this draft. */
  foreign: readonly string[];
  onReview: () => void;
};

/** What has to be said above the settings. */
export function SettingsNotices({ problems, restoredAt, onDiscard, foreign, onReview }: SettingsNoticesProps) {
  return (
    <>
      <FormProblems problems={problems} />
      {restoredAt !== undefined && (
        <Callout
          actions={
            <Button variant="default" onClick={onDiscard}>
              Discard draft
            </Button>
          }
        >
          <p>
            Restored your draft from <ClockTime at={restoredAt} />.
          </p>
        </Callout>
      )}
      {foreign.length > 0 && (
        <Callout
          kind="warning"
          title={`Somebody else changed ${foreign.join(', ')} meanwhile.`}
          actions={
            <>
              <Button variant="default" onClick={onReview}>
                Compare
              </Button>
              <Button variant="default" onClick={onDiscard}>
                Discard my changes
              </Button>
            </>
          }
        >
          <p>Saving replaces their value by yours.</p>
        </Callout>
      )}
    </>
  );
}
