'use client';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { type Session, signIn } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';
import { Callout } from '../ui/callout.tsx';
import css from './sign-in-form.module.css';
import { useCountdown } from './use-countdown.ts';

type SignInFormProps = {
  /** Given when somebody signs in again over a page. */
  username?: string;
  onSignedIn: (session: Session) => void;
};

type Fields = { username: string; password: string };

/** Name and password; what is wrong with them is not told, how long to wait is. */
export function SignInForm({ username, onSignedIn }: SignInFormProps) {
  const { register, handleSubmit, resetField, setFocus, formState } = useForm<Fields>({
    defaultValues: { username: username ?? '', password: '' },
  });
  const [problem, setProblem] = useState('');
  const [wait, startWait] = useCountdown();
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (credentials) => {
    if (wait > 0) return;
    setProblem('');
    try {
      onSignedIn(await signIn(credentials));
    } catch (thrown) {
      if (isStudioError(thrown) && thrown.status === 429) startWait(Number(thrown.headers?.['retry-after'] ?? 60));
      else if (isStudioError(thrown) && thrown.status === 401) setProblem('Username or password is wrong.');
      else setProblem(thrown instanceof Error ? thrown.message : String(thrown));
      resetField('password');
      setFocus('password');
    }
  });

  return (
    <form onSubmit={submit} noValidate aria-label="Sign in" className={css.form}>
      {wait > 0 && <Callout kind="warning">Too many tries. Try again in {wait} s</Callout>}
      {wait === 0 && problem && (
        <Callout kind="danger" isAlert>
          {problem}
        </Callout>
      )}
      <TextInput
        label="Username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={username !== undefined}
        autoFocus={username === undefined}
        error={errors.username?.message}
        {...register('username', { required: 'Enter your username.' })}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        data-autofocus={username === undefined ? undefined : true}
        error={errors.password?.message}
        visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
        {...register('password', { required: 'Enter your password.' })}
      />
      <Button type="submit" fullWidth loading={isSubmitting} aria-disabled={wait > 0 || undefined}>
        Sign in
      </Button>
    </form>
  );
}
