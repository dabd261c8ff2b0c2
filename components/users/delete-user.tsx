'use client';
import { showSuccess } from '#components/ui/toast.tsx';
import { TypedConfirm } from '#components/ui/typed-confirm.tsx';
import type { User } from '#lib/client/users.ts';
import { useDeleteUser } from './queries.ts';
import css from './users.module.css';

type DeleteUserProps = { opened: boolean; user: User | undefined; onClose: () => void };

/** Deletes a user once their name is typed. */
export function DeleteUser({ opened, user, onClose }: DeleteUserProps) {
  const remove = useDeleteUser();
  if (!user) return null;
  const close = () => {
    remove.reset();
    onClose();
  };
  const done = () => {
    close();
    showSuccess(`${user.username} deleted.`);
  };
  return (
    <TypedConfirm
      opened={opened}
      onClose={close}
      title={`Delete ${user.username}?`}
      confirmLabel="Delete user"
      phrase={user.username}
      onConfirm={() => remove.mutate(user, { onSuccess: done })}
      isPending={remove.isPending}
      error={remove.error}
    >
      <p className={css.words}>
        Their sessions and API tokens end at once. Their connectors stay: what was private is seen by administrators only. Somebody who is
        given the same name later gets no right of theirs.
      </p>
    </TypedConfirm>
  );
}
