'use client';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '#components/shell/session.tsx';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { deployedStates } from '#lib/models/model.ts';
import { connectorQuery } from './queries.ts';
import css from './save-in-use.module.css';
import { SaveSteps } from './save-steps.tsx';

type SaveInUseProps = {
  opened: boolean;
  onClose: () => void;
  connectorId: string;
  isPending: boolean;
  onRedeploy: () => void;
};

/** ML Commons changes no connector that deployed models use: which are they, and may they be undeployed for it? */
export function SaveInUse({ opened, onClose, connectorId, isPending, onRedeploy }: SaveInUseProps) {
  const can = useCan();
  const { data, error, refetch } = useQuery({ ...connectorQuery(connectorId), enabled: opened, staleTime: 0, refetchOnMount: 'always' });
  const models = data?.models.filter(({ state }) => (deployedStates as readonly string[]).includes(state)) ?? [];
  const mayDeploy = can('model.update');
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={models.length === 1 ? 'A model uses this connector.' : `${models.length || 'Deployed'} models use this connector.`}
      confirmLabel="Undeploy, save, deploy again"
      cancelLabel={mayDeploy ? 'Cancel' : 'Close'}
      onConfirm={onRedeploy}
      isPending={isPending}
      isBlocked={!mayDeploy}
    >
      {error && !data && <ErrorState error={error} title="Could not find out what uses this connector." onRetry={refetch} />}
      {!data && !error && <FormSkeleton fields={1} label="Looking for models that use it" />}
      {models.length > 0 && <SaveSteps what="Save the connector" models={models} isRunning={isPending} isLinked />}
      <p className={css.words}>
        {mayDeploy
          ? 'A connector cannot change while deployed models use it. If one of the steps fails, all of them are taken back.'
          : 'A connector cannot change while deployed models use it. Undeploying them needs the ml_full_access role.'}
      </p>
    </ConfirmModal>
  );
}
