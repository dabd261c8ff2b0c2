'use client';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { acceptInvitation } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';
import { Callout } from '../ui/callout.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { accountProblems } from './account-problems.ts';
import css from './sign-in-form.module.css';

type AcceptInvitationProps = { invitation: string; username: string; next: string };

/** Whoever was invited chooses a password, and is signed in. */
export function AcceptInvitation({ invitation, username, next }: AcceptInvitationProps) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState('');
  const [isPending, setPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  const refuse = (message: string | undefined) => {
    setProblem(message);
    if (message) input.current?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    const found = (await accountProblems({ username, password })).password;
    refuse(found);
    if (found) return;
    setFailure('');
    setPending(true);
    try {
      await acceptInvitation({ invitation, password });
      window.location.assign(next); // a whole new document: it is the first with a session
    } catch (thrown) {
      setPending(false);
      const placed = isStudioError(thrown) ? thrown.fields?.find(({ path }) => path === 'password') : undefined;
      if (placed) refuse(placed.message);
      else setFailure(thrown instanceof Error ? thrown.message : String(thrown));
    }
  };

  return (
    <form onSubmit={submit} noValidate aria-label="Accept the invitation" className={css.form}>
      {failure && (
        <Callout kind="danger" isAlert>
          {failure}
        </Callout>
      )}
      <TextInput label="Username" name="username" autoComplete="username" readOnly value={username} />
      <PasswordInput
        ref={input}
        label="Choose a password"
        description="At least 12 characters. Paste is fine."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        name="password"
        autoComplete="new-password"
        autoFocus
        value={password}
        error={problem}
        visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" fullWidth loading={isPending}>
        Save and sign in
      </Button>
    </form>
  );
}

/** A link that was used, replaced or is too old. */
export function NoInvitation() {
  return (
    <Callout kind="warning" title="This invitation is not valid any more" actions={<LinkButton href="/sign-in">Sign in</LinkButton>}>
      <p>It works once, for 72 hours. Ask an administrator for a new one.</p>
    </Callout>
  );
}
