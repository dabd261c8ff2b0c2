'use client';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { type Session, signIn } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';
import { Callout } from '../ui/callout.tsx';
import css from './sign-in-form.module.css';
import { secondsToWait, useCountdown } from './use-countdown.ts';

type SignInFormProps = {
  /** Given when somebody signs in again over a page. */
  username?: string;
  onSignedIn: (session: Session) => void;
};

/** Two fields that are only looked at on submit: plain state, so that the first page of all stays light. */
export function SignInForm({ username, onSignedIn }: SignInFormProps) {
  const [fields, setFields] = useState({ username: username ?? '', password: '' });
  const [isChecked, setChecked] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const [wait, startWait] = useCountdown();
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (wait > 0 || isPending) return;
    if (fields.username === '') return name.current?.focus();
    if (fields.password === '') return password.current?.focus();
    setProblem('');
    setPending(true);
    try {
      onSignedIn(await signIn(fields));
    } catch (thrown) {
      if (isStudioError(thrown) && thrown.status === 429) startWait(secondsToWait(thrown));
      else if (isStudioError(thrown) && thrown.status === 401) setProblem('Username or password is wrong.');
      else setProblem(thrown instanceof Error ? thrown.message : String(thrown));
      setChecked(false);
      setFields({ ...fields, password: '' });
      setPending(false);
      password.current?.focus();
    }
  };

  return (
    <form onSubmit={submit} noValidate aria-label="Sign in" className={css.form}>
      {wait > 0 && <Callout kind="warning">Too many tries. Try again in {wait} s</Callout>}
      {wait === 0 && problem && (
        <Callout kind="danger" isAlert>
          {problem}
        </Callout>
      )}
      <TextInput
        ref={name}
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={username !== undefined}
        autoFocus={username === undefined}
        value={fields.username}
        error={isChecked && fields.username === '' && 'Enter your username.'}
        onChange={(event) => setFields({ ...fields, username: event.currentTarget.value })}
      />
      <PasswordInput
        ref={password}
        label="Password"
        name="password"
        autoComplete="current-password"
        data-autofocus={username === undefined ? undefined : true}
        value={fields.password}
        error={isChecked && fields.password === '' && 'Enter your password.'}
        visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
        onChange={(event) => setFields({ ...fields, password: event.currentTarget.value })}
      />
      <Button type="submit" fullWidth loading={isPending} aria-disabled={wait > 0 || undefined}>
        Sign in
      </Button>
    </form>
  );
}
