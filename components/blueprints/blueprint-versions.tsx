'use client';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { BoxSkeleton, TableSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { BlueprintVersion } from '#lib/blueprints/blueprint-versions.ts';
import css from './blueprint-versions.module.css';
import { comparableText } from './editor/blueprint-file.ts';
import { blueprintVersionQuery, blueprintVersionsQuery } from './queries.ts';

type BlueprintVersionsProps = {
  id: string;
  /** The editor, for somebody who may publish. */
  mayPublish: boolean;
};

/** What was published, when and why; any two can be compared. */
export function BlueprintVersions({ id, mayPublish }: BlueprintVersionsProps) {
  const { data, error, refetch } = useQuery(blueprintVersionsQuery(id));
  if (error && !data) return <ErrorState error={error} title="Could not load the versions." onRetry={() => void refetch()} />;
  if (!data) return <TableSkeleton rows={3} label="Loading the versions" />;
  if (data.items.length === 0) {
    return (
      <p className={css.note}>
        Nothing is published yet. {mayPublish && <TextLink href={`/blueprints/${id}/edit`}>Open the editor to publish</TextLink>}
      </p>
    );
  }
  return (
    <div className={css.stack}>
      <ol className={css.list} aria-label="Versions, newest first">
        {data.items.map((version, index) => (
          <Line key={version.version} version={version} isCurrent={index === 0} />
        ))}
      </ol>
      {data.items.length > 1 && <Comparison id={id} versions={data.items} />}
    </div>
  );
}

function Line({ version: { version, at, by, note }, isCurrent }: { version: BlueprintVersion; isCurrent: boolean }) {
  return (
    <li className={css.line}>
      <span className={css.name}>
        Version {version} {isCurrent && <StatusChip kind="success">Current</StatusChip>}
      </span>
      <span className={css.words}>{note || <span className={css.note}>{at === null ? 'Came with the studio' : 'No note'}</span>}</span>
      <span className={css.note}>
        {by ?? (at === null ? '' : 'unknown')}
        {at !== null && (
          <>
            {by && ' · '}
            <TimeAgo at={at} />
          </>
        )}
      </span>
    </li>
  );
}

function Comparison({ id, versions }: { id: string; versions: readonly BlueprintVersion[] }) {
  const [newest, previous] = versions;
  const [pair, setPair] = useState({ before: previous?.version ?? 1, after: newest?.version ?? 1 });
  const before = useQuery(blueprintVersionQuery(id, pair.before));
  const after = useQuery(blueprintVersionQuery(id, pair.after));
  const error = before.error ?? after.error;
  const options = versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` }));
  const choice = (label: string, name: 'before' | 'after') => (
    <Select
      label={label}
      data={options}
      value={String(pair[name])}
      onChange={(value) => value && setPair({ ...pair, [name]: Number(value) })}
      allowDeselect={false}
      w={160}
    />
  );
  return (
    <Panel title="Compare" id="compare">
      <div className={css.choices}>
        {choice('From', 'before')}
        {choice('To', 'after')}
      </div>
      {error && <ErrorState error={error} title="Could not load these versions." />}
      {!error && before.data && after.data ? (
        <DiffView
          before={comparableText(before.data.blueprint)}
          after={comparableText(after.data.blueprint)}
          beforeLabel={`Version ${pair.before}`}
          afterLabel={`Version ${pair.after}`}
        />
      ) : (
        !error && <BoxSkeleton height={200} label="Loading the comparison" />
      )}
    </Panel>
  );
}
