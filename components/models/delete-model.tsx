'use client';
import { showSuccess } from '#components/ui/toast.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import css from './model-form.module.css';
import { isDeployed } from './model-state.ts';
import { useDeleteModel } from './queries.ts';

type DeleteModelProps = { opened: boolean; model: ModelRow | undefined; onClose: () => void; onDeleted: (id: string) => void };

/** Deletes a model once its name is typed. */
export function DeleteModel({ opened, model, onClose, onDeleted }: DeleteModelProps) {
  const remove = useDeleteModel();
  if (!model) return null;
  const { model_id: id, name, state } = model;
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () =>
    remove.mutate(
      { id, isDeployed: isDeployed(state) },
      {
        onSuccess: () => {
          close();
          showSuccess(`${name} deleted.`);
          onDeleted(id);
        },
      },
    );
  return (
    <TypedConfirm
      opened={opened}
      onClose={close}
      title={`Delete ${name}?`}
      confirmLabel="Delete model"
      phrase={name}
      onConfirm={confirm}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p className={css.words}>
        {isDeployed(state) && 'It is deployed, so it is undeployed first. '}
        Whatever calls it by its id fails from then on. Its connector stays. This cannot be undone.
      </p>
    </TypedConfirm>
  );
}
