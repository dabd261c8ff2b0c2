'use client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Callout } from '#components/ui/callout.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { ClockTime } from '#components/ui/time-ago.tsx';
import type { Loaded } from '#lib/client/connectors.ts';
import { isStudioError } from '#lib/errors.ts';
import type { StoredConnector } from './editor-context.tsx';
import { connectorQuery } from './queries.ts';
import { isConflict, isInUse, plainWords } from './save-problem.ts';

type SaveRefusalProps = { error: unknown; stored: StoredConnector | undefined; onOverwrite: (loaded: Loaded) => void };

/** A refusal that is about no field: somebody else saved, or deployed models hold the connector. */
export function SaveRefusal({ error, stored, onOverwrite }: SaveRefusalProps) {
  if (!stored || !isStudioError(error)) return null;
  if (isConflict(error)) return <Conflict stored={stored} onOverwrite={onOverwrite} />;
  if (!isInUse(error)) return null;
  return (
    <Callout
      kind="danger"
      isAlert
      title={error.message}
      actions={<TextLink href={`/models?connector=${stored.connector_id}`}>Show models</TextLink>}
    >
      <p>{plainWords(error)} Undeploy them, save, then deploy them again.</p>
    </Callout>
  );
}

function Conflict({ stored, onOverwrite }: Omit<SaveRefusalProps, 'error' | 'stored'> & { stored: StoredConnector }) {
  const { data } = useQuery({ ...connectorQuery(stored.connector_id), staleTime: 0 });
  const isNewer = data && data._seq_no !== stored._seq_no;
  return (
    <Callout
      kind="warning"
      isAlert
      title={
        isNewer ? (
          <>
            Somebody saved this connector at <ClockTime at={data.connector.last_updated_time} />.
          </>
        ) : (
          'Somebody saved this connector meanwhile.'
        )
      }
      actions={
        <>
          <Button variant="default" onClick={() => isNewer && onOverwrite(data)} disabled={!isNewer}>
            Overwrite
          </Button>
          <Button variant="default" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </>
      }
    >
      <p>Overwriting keeps what they changed where you changed nothing. Reloading shows theirs; your draft is offered again.</p>
    </Callout>
  );
}
