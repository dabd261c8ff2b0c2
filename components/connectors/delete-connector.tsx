'use client';
import { useQuery } from '@tanstack/react-query';
import { Callout } from '#components/ui/callout.tsx';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import css from './delete-connector.module.css';
import { connectorQuery, useDeleteConnector } from './queries.ts';

type DeleteConnectorProps = {
  opened: boolean;
  onClose: () => void;
  connector: { id: string; name: string } | undefined;
  onDeleted?: () => void;
};

/** Asks the server first what uses the connector: models in the way are listed, else its name has to be typed. */
export function DeleteConnector({ opened, onClose, connector, onDeleted }: DeleteConnectorProps) {
  const { data, error, refetch } = useQuery({
    ...connectorQuery(connector?.id ?? ''),
    enabled: opened && connector !== undefined,
    staleTime: 0,
  });
  const remove = useDeleteConnector();
  if (!connector) return null;
  const { id, name } = connector;
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () =>
    remove.mutate(id, {
      onSuccess: () => {
        close();
        showSuccess(`${name} deleted.`);
        onDeleted?.();
      },
    });
  const shared = { opened, onClose: close, title: `Delete ${name}?`, confirmLabel: 'Delete connector' };
  if (!data || data.models.length > 0) {
    return (
      <ConfirmModal {...shared} isBlocked onConfirm={() => {}} cancelLabel="Close">
        {error && <ErrorState error={error} title="Could not find out what uses this connector." onRetry={refetch} />}
        {!data && !error && <FormSkeleton fields={1} label="Looking for models that use it" />}
        {data && (
          <Callout kind="warning" title="Delete or change these models first.">
            <ul className={css.models}>
              {data.models.map(({ model_id, name: model, state }) => (
                <li key={model_id}>
                  <TextLink href={`/models?open=${model_id}`}>{model}</TextLink> <span className={css.state}>{state}</span>
                </li>
              ))}
            </ul>
          </Callout>
        )}
      </ConfirmModal>
    );
  }
  return (
    <TypedConfirm {...shared} phrase={name} onConfirm={confirm} isPending={remove.isPending} error={remove.error}>
      <p className={css.words}>Its credential goes with it. This cannot be undone.</p>
    </TypedConfirm>
  );
}
