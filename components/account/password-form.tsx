'use client';
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import { changePassword } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';
import css from './account.module.css';

const empty = { current: '', new: '' };
const currentId = 'account-current-password';
const newId = 'account-new-password';

type Problems = Partial<Record<keyof typeof empty, string | undefined>>;

/** Checks with the schema that the server uses, loaded with the first check. */
async function problemsOf({ current, new: next }: typeof empty): Promise<Problems> {
  const { Password } = await import('#lib/access/account-schema.ts');
  return {
    current: current === '' ? 'Enter your present password.' : undefined,
    new: Password.safeParse(next).error?.issues[0]?.message,
  };
}

/** A new password ends every other session of this person. */
export function PasswordForm({ username }: { username: string }) {
  const [typed, setTyped] = useState(empty);
  const [problems, setProblems] = useState<Problems>({});
  const save = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setTyped(empty);
      showSuccess('Password changed. Your other sessions have ended.');
    },
    onError: (error) => {
      const found = isStudioError(error) ? error.fields?.find(({ path }) => path === 'password.current') : undefined;
      if (!found) return;
      setProblems({ current: found.message });
      document.getElementById(currentId)?.focus();
    },
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = await problemsOf(typed);
    setProblems(found);
    if (found.current) document.getElementById(currentId)?.focus();
    else if (found.new) document.getElementById(newId)?.focus();
    else save.mutate(typed);
  };
  const set = (part: Partial<typeof empty>) => {
    setTyped({ ...typed, ...part });
    setProblems({});
  };
  const isPlaced = problems.current !== undefined;
  return (
    <Panel title="Password" id="password" padding="wide" description="Changing it ends all your sessions but this one.">
      <form onSubmit={submit} noValidate aria-label="Password" className={css.stack}>
        {save.error && !isPlaced && (
          <Callout kind="danger" isAlert>
            {save.error.message}
          </Callout>
        )}
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <PasswordInput
          id={currentId}
          label="Present password"
          autoComplete="current-password"
          value={typed.current}
          error={problems.current}
          onChange={(event) => set({ current: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the present password' }}
          className={css.field}
        />
        <PasswordInput
          id={newId}
          label="New password"
          description="At least 12 characters. Paste is fine."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          value={typed.new}
          error={problems.new}
          onChange={(event) => set({ new: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the new password' }}
          className={css.field}
        />
        <div className={css.buttons}>
          <Button type="submit" loading={save.isPending}>
            Change password
          </Button>
        </div>
      </form>
    </Panel>
  );
}
