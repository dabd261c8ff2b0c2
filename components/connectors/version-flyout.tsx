'use client';
import { useQuery } from '@tanstack/react-query';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ConnectorChange } from '#lib/client/connectors.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { textOfBody } from './connector-draft.ts';
import css from './connector-history.module.css';
import { versionQuery } from './queries.ts';
import { storedBody } from './stored-body.ts';

type VersionFlyoutProps = {
  id: string;
  change: ConnectorChange;
  /** The state before it, if it is still kept. */
  before: ConnectorChange | undefined;
  opened: boolean;
  onClose: () => void;
};

/** A change as a comparison with what was before it. Of credentials it only says which were set. */
export function VersionFlyout({ id, change, before, opened, onClose }: VersionFlyoutProps) {
  const after = useQuery(versionQuery(id, change.version));
  const earlier = useQuery({ ...versionQuery(id, before?.version ?? 0), enabled: before !== undefined });
  const error = after.error ?? earlier.error;
  const secrets = change.changed.filter((path) => path.startsWith('credential.')).map((path) => path.slice('credential.'.length));
  return (
    <Flyout opened={opened} onClose={onClose} title={`Version ${change.version}`} size="l">
      <div className={css.facts}>
        <p className={css.quiet}>
          Saved by {change.by ?? 'unknown'} <TimeAgo at={change.at} />
        </p>
        {secrets.length > 0 && (
          <p>
            Credential changed:{' '}
            {secrets.map((name) => (
              <code key={name} translate="no">
                {name}{' '}
              </code>
            ))}
          </p>
        )}
      </div>
      {error && <ErrorState error={error} title="Could not load this version." onRetry={() => void after.refetch()} />}
      {!error && after.data && (!before || earlier.data) ? (
        <DiffView
          before={earlier.data ? textOf(earlier.data.connector) : ''}
          after={textOf(after.data.connector)}
          beforeLabel={before ? `Version ${before.version}` : 'Nothing'}
          afterLabel={`Version ${change.version}`}
        />
      ) : (
        !error && <BoxSkeleton height={200} label="Loading the comparison" />
      )}
    </Flyout>
  );
}

const textOf = (connector: Connector) => textOfBody(storedBody(connector));
