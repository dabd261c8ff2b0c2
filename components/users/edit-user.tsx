'use client';
import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { User } from '#lib/client/users.ts';
import { isStudioError } from '#lib/errors.ts';
import { useChangeUser } from './queries.ts';
import { RoleFields, type RoleValues } from './role-fields.tsx';
import css from './users.module.css';

type EditUserProps = { opened: boolean; user: User | undefined; you: string; onClose: () => void };

const formId = 'edit-user';

/** Role, backend roles and a new password of somebody. */
export function EditUser({ opened, user, you, onClose }: EditUserProps) {
  const change = useChangeUser();
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <Flyout
      opened={opened}
      onClose={close}
      size="s"
      title={user ? `Edit ${user.username}` : ''}
      footer={
        <div className={css.buttons}>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form={formId} loading={change.isPending}>
            Save changes
          </Button>
        </div>
      }
    >
      {user && <EditForm key={user.id} user={user} isYou={user.id === you} change={change} onSaved={close} />}
    </Flyout>
  );
}

type EditFormProps = { user: User; isYou: boolean; change: ReturnType<typeof useChangeUser>; onSaved: () => void };

const passwordProblem = async (password: string) => {
  const { Password } = await import('#lib/access/account-schema.ts');
  return Password.safeParse(password).error?.issues[0]?.message;
};

function EditForm({ user, isYou, change, onSaved }: EditFormProps) {
  const [values, setValues] = useState<RoleValues>({ role: user.role, backend_roles: user.backend_roles });
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const wrongRoles = isStudioError(change.error) ? change.error.fields?.find(({ path }) => path.startsWith('backend_roles')) : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = password === '' ? undefined : await passwordProblem(password);
    setProblem(found);
    if (found) return document.getElementById('edit-user-password')?.focus();
    const { role, backend_roles } = values;
    change.mutate(
      { user, changes: { backend_roles, ...(role !== user.role && { role }), ...(password !== '' && { password }) } },
      {
        onSuccess: () => {
          showSuccess(`${user.username} saved.`);
          onSaved();
        },
      },
    );
  };
  return (
    <form id={formId} onSubmit={submit} noValidate className={css.form} aria-label={`Edit ${user.username}`}>
      {change.error && !wrongRoles && (
        <Callout kind="danger" isAlert>
          {change.error.message}
        </Callout>
      )}
      <RoleFields
        id="edit-user"
        values={values}
        onChange={setValues}
        refusal={isYou ? 'This is your own account. Another administrator changes your role.' : undefined}
        error={wrongRoles?.message}
      />
      {!isYou && (
        <PasswordInput
          id="edit-user-password"
          label="New password (optional)"
          description={user.state === 'invited' ? 'It takes the place of the invitation.' : 'It ends all their sessions.'}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          value={password}
          error={problem}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
      )}
      {!isYou && values.role !== user.role && <p className={css.words}>A new role ends all their sessions.</p>}
    </form>
  );
}
