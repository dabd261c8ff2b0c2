'use client';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { showFailure, showSuccess } from '#components/ui/toast.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import { useDeployment } from './queries.ts';
import { failuresOf } from './task-failures.ts';

/** Deploys and undeploys; the latter can be taken back for as long as its message stands. */
export function useDeploy() {
  const announce = useAnnounce();
  const deployment = useDeployment();
  const change = ({ model_id, name }: Pick<ModelRow, 'model_id' | 'name'>, deploy: boolean) => {
    const fail = (why: string) => showFailure(`${name} could not be ${deploy ? 'deployed' : 'undeployed'}. ${why}`);
    announce(deploy ? `Deploying ${name}` : `Undeploying ${name}`);
    deployment.mutate(
      { id: model_id, deploy },
      {
        onSuccess: (failure) => {
          if (failure) fail(failuresOf(failure)[0].reason);
          else if (deploy) showSuccess(`${name} deployed.`);
          else showSuccess(`${name} undeployed.`, () => change({ model_id, name }, true));
        },
        onError: (error) => fail(error.message),
      },
    );
  };
  return { change, pendingId: deployment.isPending ? deployment.variables.id : undefined };
}
