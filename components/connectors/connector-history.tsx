'use client';
import { UnstyledButton } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ConnectorChange } from '#lib/client/connectors.ts';
import css from './connector-history.module.css';
import { versionsQuery } from './queries.ts';

const VersionFlyout = dynamic(() => import('./version-flyout.tsx').then((file) => file.VersionFlyout), { ssr: false });

/** Who changed a connector, when, and what; each change opens as a comparison. */
export function ConnectorHistory({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(versionsQuery(id));
  const [shown, setShown] = useState<{ change: ConnectorChange; isOpen: boolean }>();
  if (error && !data) return <ErrorState error={error} title="Could not load the changes." onRetry={refetch} />;
  if (!data) return <TableSkeleton rows={4} label="Loading the changes" />;
  const { items } = data;
  if (items.length === 0) return <EmptyState icon={<IconHistory size={32} />}>No change is known of this connector.</EmptyState>;
  return (
    <>
      <ol className={css.changes} aria-label="Changes, newest first">
        {items.map((change) => (
          <li key={change.version} className={css.change}>
            <UnstyledButton
              className={css.open}
              aria-label={`Version ${change.version}: ${wordsOf(change)}`}
              onClick={() => setShown({ change, isOpen: true })}
            >
              Version {change.version}
            </UnstyledButton>
            <span className={css.words}>
              <What change={change} />
            </span>
            <span className={css.quiet}>
              {change.by ?? 'unknown'} · <TimeAgo at={change.at} />
            </span>
          </li>
        ))}
      </ol>
      {shown && (
        <VersionFlyout
          id={id}
          change={shown.change}
          before={items.find(({ version }) => version < shown.change.version)}
          opened={shown.isOpen}
          onClose={() => setShown({ ...shown, isOpen: false })}
        />
      )}
    </>
  );
}

/** Names of changes that fit one line. */
const mostNamed = 4;

/** What a change is called: paths, and a few words where there is none or more than fit. */
function partsOf({ changed, version }: ConnectorChange): { paths: string[]; words: string } {
  if (changed.length === 0) return { paths: [], words: version === 1 ? 'Created' : 'Saved without a change' };
  const more = changed.length - mostNamed;
  return { paths: changed.slice(0, mostNamed), words: more > 0 ? `and ${more} more` : '' };
}

const wordsOf = (change: ConnectorChange) => {
  const { paths, words } = partsOf(change);
  return [paths.join(', '), words].filter(Boolean).join(' ');
};

function What({ change }: { change: ConnectorChange }) {
  const { paths, words } = partsOf(change);
  return (
    <>
      {paths.map((path) => (
        <code key={path} translate="no">
          {path}
        </code>
      ))}
      {words !== '' && <span>{words}</span>}
    </>
  );
}
