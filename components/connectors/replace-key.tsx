'use client';
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { useFocusBack } from '#components/ui/use-focus-back.ts';
import type { ConnectorDetails, SaveStep } from '#lib/client/connectors.ts';
import { deployedStates } from '#lib/models/model.ts';
import { connectorQuery, useUpdateConnector } from './queries.ts';
import css from './replace-key.module.css';
import { ReplaceKeyForm, type Secrets } from './replace-key-form.tsx';
import { SaveSteps } from './save-steps.tsx';

type ReplaceKeyProps = { opened: boolean; onClose: () => void; id: string; name: string };

/** New values for the credential of a connector, in one step also when deployed models use it. */
export function ReplaceKey({ opened, onClose, id, name }: ReplaceKeyProps) {
  useFocusBack(opened);
  const { data, error, refetch, isFetching } = useQuery({
    ...connectorQuery(id),
    enabled: opened,
    staleTime: 0,
    refetchOnMount: 'always',
  });
  const [run, setRun] = useState(0); // a new form for every time that it opens: nothing typed stays
  const close = () => {
    setRun(run + 1);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={`Replace the key of ${name}`}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error && !data && <ErrorState error={error} title="Could not load the connector." onRetry={refetch} />}
      {!data && !error && <FormSkeleton fields={2} label="Loading the connector" />}
      {data && <Replacement key={run} details={data} isFresh={!isFetching} onClose={close} />}
    </Modal>
  );
}

type ReplacementProps = { details: ConnectorDetails; isFresh: boolean; onClose: () => void };

function Replacement({ details, isFresh, onClose }: ReplacementProps) {
  const [models] = useState(() => details.models.filter(({ state }) => (deployedStates as readonly string[]).includes(state)));
  const [keys] = useState(details.credential_keys);
  const save = useReplacement(details);
  const can = useCan();
  const isDone = save.isSuccess;
  if (!can('model.update') && models.length > 0) return <NotAllowed onClose={onClose} />;
  const steps = (save.isPending || save.steps) && (
    <SaveSteps what="Save the new key" models={models} steps={save.steps} isRunning={save.isPending} />
  );
  if (isDone) {
    return (
      <div className={css.stack}>
        <Callout kind="success" title="The new key is in use">
          <p>{models.length > 0 ? 'The models are deployed as they were.' : 'Every call from now on sends it.'}</p>
        </Callout>
        {models.length > 0 && steps}
        <div className={css.buttons}>
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        </div>
      </div>
    );
  }
  return (
    <ReplaceKeyForm keys={keys} isPending={save.isPending || !isFresh} onCancel={onClose} onReplace={save.run}>
      {models.length > 0 && !steps && (
        <p className={css.note}>
          {models.length === 1 ? `${models[0]?.name} is deployed on it: it is` : `${models.length} deployed models use it: they are`}{' '}
          undeployed and deployed again for this. If a step fails, all of it is taken back.
        </p>
      )}
      {models.length > 0 && steps}
      {save.error && (
        <Callout kind="danger" isAlert title="The key was not replaced">
          <p>{save.error.message}</p>
        </Callout>
      )}
    </ReplaceKeyForm>
  );
}

function NotAllowed({ onClose }: { onClose: () => void }) {
  return (
    <div className={css.stack}>
      <p className={css.note}>Deployed models use this connector. Undeploying them needs the ml_full_access role.</p>
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Close
        </Button>
      </div>
    </div>
  );
}

/** Sends the new values alone: the server keeps all other keys, and everything else. */
function useReplacement(details: ConnectorDetails) {
  const router = useRouter();
  const announce = useAnnounce();
  const [steps, setSteps] = useState<readonly SaveStep[]>();
  const { mutate, isPending, isSuccess, error } = useUpdateConnector(details.connector_id);
  const run = (credential: Secrets) => {
    setSteps(undefined);
    const body = JSON.stringify({ credential: Object.fromEntries(credential) });
    mutate(
      { body, loaded: details, redeploys: true, onSteps: setSteps },
      {
        onSuccess: () => {
          announce('The new key is in use.');
          router.refresh();
        },
      },
    );
  };
  return { run, steps, isPending, isSuccess, error };
}
