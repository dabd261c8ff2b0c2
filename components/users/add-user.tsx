'use client';
import { Button, Modal, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { FormProblems } from '#components/ui/form-problems.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import { useFocusBack } from '#components/ui/use-focus-back.ts';
import type { InvitedUser } from '#lib/client/users.ts';
import { isStudioError } from '#lib/errors.ts';
import { InvitationLink } from './invitation-link.tsx';
import { useAddUser } from './queries.ts';
import { RoleFields, type RoleValues } from './role-fields.tsx';
import css from './users.module.css';

type AddUserProps = { opened: boolean; onClose: () => void };

/** Adds a user: with a link that lets them choose a password, or with a first one. */
export function AddUser({ opened, onClose }: AddUserProps) {
  const [invited, setInvited] = useState<InvitedUser>();
  useFocusBack(opened);
  const close = () => {
    setInvited(undefined);
    onClose();
  };
  const title = invited ? `${invited.username} is invited` : 'Add user';
  return (
    <Modal opened={opened} onClose={close} title={title} size={480} returnFocus={false} closeButtonProps={{ 'aria-label': 'Close' }}>
      {invited?.invitation ? (
        <div className={css.form}>
          <InvitationLink path={invited.invitation} username={invited.username} />
          <div className={css.buttons}>
            <Button variant="default" onClick={close}>
              Done
            </Button>
          </div>
        </div>
      ) : (
        <AddForm onClose={close} onInvited={setInvited} />
      )}
    </Modal>
  );
}

const ids = { username: 'add-user-username', password: 'add-user-password', backend_roles: 'add-user-backend-roles' };
type Field = keyof typeof ids;
type Problems = Partial<Record<Field, string | undefined>>;
const isField = (path: string | undefined): path is Field => path !== undefined && Object.hasOwn(ids, path);

/** Checks with the schema that the server uses, loaded with the first check. */
async function problemsOf(user: object): Promise<Problems> {
  const { NewUser } = await import('#lib/access/user-schema.ts');
  const issues = NewUser.safeParse(user).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message]));
}

function AddForm({ onClose, onInvited }: { onClose: () => void; onInvited: (user: InvitedUser) => void }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [way, setWay] = useState<'link' | 'password'>('link');
  const [values, setValues] = useState<RoleValues>({ role: 'ml_full_access', backend_roles: [] });
  const [problems, setProblems] = useState<Problems>({});
  const add = useAddUser();
  const wayId = useId();
  const given = { username, ...values, ...(way === 'password' && { password }) };
  const found = Object.entries(problems).flatMap(([field, message]) => (message && isField(field) ? [{ message, field: ids[field] }] : []));
  const refused = (error: Error) => {
    const placed = isStudioError(error) ? (error.fields ?? []) : [];
    setProblems(Object.fromEntries(placed.map(({ path, message }) => [path.split('.')[0], message])));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = await problemsOf(given);
    setProblems(wrong);
    const first = Object.keys(wrong).find(isField);
    if (first) return document.getElementById(ids[first])?.focus();
    add.mutate(given, {
      onError: refused,
      onSuccess: (user) => {
        if (user.invitation) return onInvited(user);
        showSuccess(`${user.username} added.`);
        onClose();
      },
    });
  };
  return (
    <form onSubmit={submit} noValidate className={css.form} aria-label="Add user">
      <FormProblems problems={found} />
      {add.error && found.length === 0 && (
        <Callout kind="danger" isAlert>
          {add.error.message}
        </Callout>
      )}
      <TextInput
        id={ids.username}
        label="Name"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-autofocus
        value={username}
        error={problems.username}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <RoleFields id="add-user" values={values} onChange={setValues} error={problems.backend_roles} />
      <div>
        <span id={wayId} className={css.label}>
          How they sign in first
        </span>
        <SegmentedControl
          aria-labelledby={wayId}
          data={[
            { value: 'link', label: 'Invitation link' },
            { value: 'password', label: 'First password' },
          ]}
          value={way}
          onChange={(value) => setWay(value === 'password' ? 'password' : 'link')}
        />
      </div>
      {way === 'password' && (
        <PasswordInput
          id={ids.password}
          label="First password"
          description="At least 12 characters. Paste is fine."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          value={password}
          error={problems.password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
      )}
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={add.isPending}>
          {way === 'link' ? 'Add and make the link' : 'Add user'}
        </Button>
      </div>
    </form>
  );
}
