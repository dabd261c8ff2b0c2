'use client';
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';
import { useFocusBack } from '#components/ui/use-focus-back.ts';
import type { ConnectorDetails } from '#lib/client/connectors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { laidOver } from './connector-changes.ts';
import { textOfBody } from './connector-draft.ts';
import { maskedBody } from './draft-secrets.ts';
import { connectorQuery, versionsQuery } from './queries.ts';
import css from './save-conflict.module.css';
import { storedBody } from './stored-body.ts';

type SaveConflictProps = {
  opened: boolean;
  onClose: () => void;
  connectorId: string;
  /** The body that the form began with. */
  before: JsonObject;
  /** As it stands in the form. */
  mine: JsonObject;
  storedKeys: readonly string[];
  onOverwrite: (theirs: ConnectorDetails) => void;
  /** Shows theirs in place of the draft. */
  onReload: (theirs: ConnectorDetails) => void;
};

/** Somebody else saved while this draft was written: whose changes are to stay? Nothing is lost before that is decided. */
export function SaveConflict({ opened, onClose, connectorId, before, mine, storedKeys, onOverwrite, onReload }: SaveConflictProps) {
  const theirs = useQuery({ ...connectorQuery(connectorId), enabled: opened, staleTime: 0, refetchOnMount: 'always' });
  const versions = useQuery({ ...versionsQuery(connectorId), enabled: opened, staleTime: 0, refetchOnMount: 'always' });
  useFocusBack(opened);
  const [isComparing, setComparing] = useState(false);
  const found = theirs.isFetching ? undefined : theirs.data;
  const saved = versions.data?.items[0];
  const close = () => {
    setComparing(false);
    onClose();
  };
  const decide = (decision: (theirs: ConnectorDetails) => void) => {
    if (!found) return;
    close();
    decision(found);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      returnFocus={false}
      size={isComparing ? 720 : 480}
      title={
        saved ? (
          <>
            {saved.by ?? 'Somebody'} saved this connector at <ClockTime at={saved.at} />.
          </>
        ) : (
          'Somebody saved this connector meanwhile.'
        )
      }
    >
      {theirs.error ? (
        <ErrorState error={theirs.error} title="Could not load what they saved." onRetry={() => theirs.refetch()} />
      ) : (
        <p className={css.words}>
          Overwrite keeps what they changed wherever you changed nothing. Reload shows what they saved in place of your draft.
        </p>
      )}
      {saved && saved.changed.length > 0 && <Changed paths={saved.changed} />}
      {isComparing && <Comparison theirs={found && storedBody(found.connector)} before={before} mine={mine} storedKeys={storedKeys} />}
      <div className={css.buttons}>
        <Button variant="default" onClick={() => setComparing(!isComparing)} aria-expanded={isComparing} data-autofocus>
          {isComparing ? 'Hide the comparison' : 'Compare'}
        </Button>
        <Button variant="default" onClick={() => decide(onReload)} disabled={!found}>
          Reload
        </Button>
        <Button color="red" onClick={() => decide(onOverwrite)} disabled={!found}>
          Overwrite
        </Button>
      </div>
    </Modal>
  );
}

/** Names of changes that fit a line or two. */
const mostNamed = 6;

/** What somebody else changed, by name. */
function Changed({ paths }: { paths: readonly string[] }) {
  const more = paths.length - mostNamed;
  return (
    <p className={css.words}>
      They changed{' '}
      {paths.slice(0, mostNamed).map((path, index) => (
        <Fragment key={path}>
          {index > 0 && ', '}
          <code translate="no">{path}</code>
        </Fragment>
      ))}
      {more > 0 && ` and ${more} more`}.
    </p>
  );
}

type ComparisonProps = Pick<SaveConflictProps, 'before' | 'mine' | 'storedKeys'> & { theirs: JsonObject | undefined };

/** What they saved beside what overwriting would store; secrets are masked. */
function Comparison({ theirs, before, mine, storedKeys }: ComparisonProps) {
  if (!theirs) return <BoxSkeleton height={200} label="Loading what they saved" />;
  return (
    <div className={css.comparison}>
      <DiffView
        before={textOfBody(maskedBody(theirs, storedKeys))}
        after={textOfBody(maskedBody(laidOver(theirs, before, mine), storedKeys))}
        beforeLabel="What they saved"
        afterLabel="With your changes"
        layout="side"
      />
    </div>
  );
}
