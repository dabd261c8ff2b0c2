'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import { ModelChip } from './model-chip.tsx';
import type { EditedPart } from './model-editor.tsx';
import { isDeployed } from './model-state.ts';
import { modelQuery } from './queries.ts';
import type { useDeploy } from './use-deploy.ts';

const ModelDetails = dynamic(() => import('./model-details.tsx').then((file) => file.ModelDetails), {
  ssr: false,
  loading: () => <FormSkeleton label="Loading the model" />,
});
const ModelEditor = dynamic(() => import('./model-editor.tsx').then((file) => file.ModelEditor), { ssr: false });

type ModelFlyoutProps = {
  /** Undefined while nothing is open. */
  id: string | undefined;
  /** The list's row, if it has the model on its page. */
  known: ModelRow | undefined;
  onClose: () => void;
  deploy: ReturnType<typeof useDeploy>;
};

/** All about one model, and the ways to change its parts. */
export function ModelFlyout({ id, known, onClose, deploy }: ModelFlyoutProps) {
  const found = useQuery({ ...modelQuery(id ?? ''), enabled: id !== undefined && known === undefined });
  const model = known ?? found.data ?? undefined;
  const [part, setPart] = useState<EditedPart>();
  const [isEditing, setEditing] = useState(false);
  const edit = (next: EditedPart) => {
    setPart(next);
    setEditing(true);
  };
  return (
    <>
      <Flyout
        opened={id !== undefined}
        onClose={onClose}
        title={model?.name ?? 'Model'}
        badge={model && <ModelChip state={model.state} />}
        footer={model && <Buttons model={model} deploy={deploy} />}
        isCovered={isEditing}
      >
        {model ? (
          <ModelDetails model={model} onEdit={edit} />
        ) : (
          <>
            {found.isPending && <FormSkeleton label="Loading the model" />}
            {found.error && <ErrorState error={found.error} title="Could not load the model." onRetry={() => found.refetch()} />}
            {found.data === null && <p>This model does not exist or you may not see it.</p>}
          </>
        )}
      </Flyout>
      {part && <ModelEditor opened={isEditing && id !== undefined} part={part} model={model} onClose={() => setEditing(false)} />}
    </>
  );
}

function Buttons({ model, deploy: { change, pendingId } }: { model: ModelRow; deploy: ModelFlyoutProps['deploy'] }) {
  const can = useCan();
  const deployed = isDeployed(model.state);
  return (
    <>
      {can('model.update') && (
        <ReasonedButton
          variant="default"
          refusal={model.can.update !== true && model.can.update}
          loading={pendingId === model.model_id}
          onClick={() => change(model, !deployed)}
        >
          {deployed ? 'Undeploy' : 'Deploy'}
        </ReasonedButton>
      )}
      <LinkButton href={`/playground?model=${encodeURIComponent(model.model_id)}`}>Try</LinkButton>
    </>
  );
}
