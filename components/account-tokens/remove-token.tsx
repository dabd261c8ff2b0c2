'use client';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { Token } from '#lib/client/tokens.ts';
import { useDeleteToken } from './queries.ts';
import css from './tokens.module.css';

type RemoveTokenProps = { opened: boolean; token: Token; onClose: () => void };

/** A token that is removed can not be brought back, so it asks. */
export function RemoveToken({ opened, token, onClose }: RemoveTokenProps) {
  const remove = useDeleteToken();
  const close = () => {
    remove.reset();
    onClose();
  };
  const done = () => {
    close();
    showSuccess(`${token.name} removed.`);
  };
  return (
    <ConfirmModal
      opened={opened}
      onClose={close}
      title={`Remove ${token.name}?`}
      confirmLabel="Remove token"
      onConfirm={() => remove.mutate(token.id, { onSuccess: done })}
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
    >
      <p className={css.words}>Programs that use it get 401 from the next request on.</p>
    </ConfirmModal>
  );
}
