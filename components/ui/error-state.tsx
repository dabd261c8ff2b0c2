import { Button } from '@mantine/core';
import { isStudioError } from '#lib/errors.ts';
import { Callout } from './callout.tsx';
import { CopyButton } from './copy-button.tsx';

type ErrorStateProps = {
  error: unknown;
  onRetry?: () => void;
  /** What could not be done: *Could not load the connectors.* */
  title?: string;
};

/** What a person may copy into a report: names and words of the failure, never a body. */
function detailsOf(error: unknown): string {
  if (!isStudioError(error)) return String(error);
  const { type, status, message, details } = error;
  return JSON.stringify({ type, status, reason: message, ...details, at: new Date().toISOString() }, null, 2);
}

/** A request that failed while there is nothing older to show. */
export function ErrorState({ error, onRetry, title = 'Could not load this.' }: ErrorStateProps) {
  const known = isStudioError(error) ? error : undefined;
  return (
    <Callout
      kind="danger"
      title={title}
      isAlert
      actions={
        <>
          {onRetry && (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          <CopyButton text={() => detailsOf(error)} label="Copy details" />
        </>
      }
    >
      <p>
        {known?.message ?? 'Something failed that nobody foresaw.'}
        {known && known.status > 0 && ` (${known.status})`}
      </p>
    </Callout>
  );
}
