'use client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '#components/shell/session.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip, type StatusKind } from '#components/ui/status-chip.tsx';
import type { BlueprintChange, BlueprintChanges } from '#lib/blueprints/blueprint-changes.ts';
import { getBlueprint, getBlueprintVersion } from '#lib/client/blueprints.ts';
import css from './blueprint-source.module.css';
import { comparableConnector } from './editor/blueprint-file.ts';
import { blueprintChangesQuery } from './queries.ts';

type ChangesFlyoutProps = { connectorId: string; opened: boolean; onClose: () => void };

/** What changed in a connector's blueprint since, value by value, and what a copy of the connector would take over. */
export function ChangesFlyout({ connectorId, opened, onClose }: ChangesFlyoutProps) {
  const can = useCan();
  const { data, error, refetch } = useQuery({ ...blueprintChangesQuery(connectorId), enabled: opened });
  return (
    <Flyout
      opened={opened}
      onClose={onClose}
      title={data ? `Changes of ${data.blueprint.title} since version ${data.blueprint.version}` : 'Changes since'}
      size="l"
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          {data && can('connector.create') && (
            <LinkButton href={`/connectors/new?from=${encodeURIComponent(connectorId)}&blueprint=${encodeURIComponent(data.blueprint.id)}`}>
              Apply to a copy
            </LinkButton>
          )}
        </>
      }
    >
      {error && <ErrorState error={error} title="Could not load the changes." onRetry={() => void refetch()} />}
      {!error && !data && <BoxSkeleton height={200} label="Loading the changes" />}
      {data && <Changes changes={data} />}
    </Flyout>
  );
}

function Changes({ changes: { blueprint, changes } }: { changes: BlueprintChanges }) {
  return (
    <div className={css.stack}>
      <p className={css.words}>
        A copy takes over what this connector has as version {blueprint.version} had it. Values of its own stay, and its secrets are entered
        again.
      </p>
      <ul className={css.list} aria-label="Changes">
        {changes.map((change) => (
          <Change key={change.path} change={change} version={blueprint.version} latest={blueprint.latest} />
        ))}
      </ul>
      <Definitions id={blueprint.id} version={blueprint.version} latest={blueprint.latest} />
    </div>
  );
}

const outcomes: Record<BlueprintChange['outcome'], { kind: StatusKind; words: string }> = {
  applied: { kind: 'success', words: 'The copy takes it over' },
  kept: { kind: 'warning', words: 'Its own value stays' },
  same: { kind: 'neutral', words: 'It has this already' },
};

const textOf = (value: unknown) => (value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value));

type ChangeProps = { change: BlueprintChange; version: number; latest: number };

function Change({ change: { path, before, after, own, outcome }, version, latest }: ChangeProps) {
  const { kind, words } = outcomes[outcome];
  return (
    <li className={css.change}>
      <div className={css.head}>
        <code translate="no">{path}</code>
        <StatusChip kind={kind}>{words}</StatusChip>
      </div>
      <dl className={css.values} translate="no">
        <dt>Version {version}</dt>
        <dd>{textOf(before)}</dd>
        <dt>Version {latest}</dt>
        <dd>{textOf(after)}</dd>
        {outcome === 'kept' && (
          <>
            <dt>This connector</dt>
            <dd>{textOf(own)}</dd>
          </>
        )}
      </dl>
    </li>
  );
}

/** The two versions of the blueprint's connector, line by line. */
function Definitions({ id, version, latest }: { id: string; version: number; latest: number }) {
  const { data } = useQuery({
    queryKey: ['blueprints', 'one', id, 'between', version, latest],
    queryFn: async ({ signal }) => {
      const [before, now] = await Promise.all([getBlueprintVersion(id, version, signal), getBlueprint(id, signal)]);
      return { before: before.blueprint.connector, after: now.connector };
    },
  });
  if (!data) return null;
  return (
    <DiffView
      before={comparableConnector(data.before)}
      after={comparableConnector(data.after)}
      beforeLabel={`Version ${version}`}
      afterLabel={`Version ${latest}`}
    />
  );
}
