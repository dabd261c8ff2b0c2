'use client';
import { useQuery } from '@tanstack/react-query';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { type Change, getChange } from '#lib/client/changes.ts';
import { ChangedPaths, eventWords, hrefOf } from './change-words.tsx';
import css from './run-flyout.module.css';
import { RunTime } from './run-time.tsx';

const openWords = { connector: 'Open connector', blueprint: 'Open blueprint', settings: 'Open cluster settings' };

/** A change as a comparison of the states around it. Of a credential it says only that it was changed. */
export function ChangeFlyout({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['changes', 'one', id ?? ''],
    queryFn: ({ signal }) => getChange(id ?? '', signal),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const change = id === undefined ? undefined : data;
  return (
    <Flyout
      opened={id !== undefined}
      onClose={onClose}
      size="l"
      title={data ? `${eventWords(data)}: ${data.object.name}` : 'Change'}
      footer={change && <LinkButton href={hrefOf(change.object)}>{openWords[change.object.kind]}</LinkButton>}
    >
      {change ? (
        <ChangeView change={change} />
      ) : error && 'status' in error && error.status === 404 ? (
        <p>This change does not exist or is not kept any more.</p>
      ) : error ? (
        <ErrorState error={error} title="Could not load the change." onRetry={() => refetch()} />
      ) : (
        <BoxSkeleton height={240} label="Loading the change" />
      )}
    </Flyout>
  );
}

function ChangeView({ change }: { change: Change }) {
  const { at, by, version, before, after, note, changed } = change;
  return (
    <div className={css.stack}>
      <dl className={css.facts}>
        <div>
          <dt>When</dt>
          <dd>
            <RunTime at={at} /> (<TimeAgo at={at} />)
          </dd>
        </div>
        <div>
          <dt>By</dt>
          <dd>{by ?? 'unknown'}</dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd>{version}</dd>
        </div>
        {note && (
          <div>
            <dt>Note</dt>
            <dd>{note}</dd>
          </div>
        )}
      </dl>
      {changed.length > 0 && <ChangedPaths row={change} />}
      {before === null && version > 1 && <p className={css.note}>The state before it is not kept any more.</p>}
      <DiffView before={before === null ? '' : textOf(before)} after={textOf(after)} beforeLabel="Before" afterLabel="After" />
    </div>
  );
}

/** Members that change with every change. */
const times = new Set(['last_updated_time', 'created_time']);

function textOf(state: unknown): string {
  if (typeof state !== 'object' || state === null) return JSON.stringify(state);
  return JSON.stringify(Object.fromEntries(Object.entries(state).filter(([name]) => !times.has(name))), null, 2);
}
