import { Button } from '@mantine/core';
import { Callout } from './callout.tsx';
import { ClockTime } from './time-ago.tsx';

/** A refresh failed; the older data stays on the screen below. */
export function StaleCallout({ loadedAt, error, onRetry }: { loadedAt: number; error: Error; onRetry: () => void }) {
  return (
    <Callout
      kind="warning"
      actions={
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>
        Showing what was loaded at <ClockTime at={loadedAt} />. {error.message}
      </p>
    </Callout>
  );
}
