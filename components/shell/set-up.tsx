'use client';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { setUp } from '#lib/client/session.ts';
import { isStudioError } from '#lib/errors.ts';
import { Callout } from '../ui/callout.tsx';
import { type Account, accountResolver } from './account-resolver.ts';
import { type SealingKey, SealingKeyStep } from './sealing-key-step.tsx';
import css from './set-up.module.css';
import { StartChoice } from './start-choice.tsx';
import { useCountdown } from './use-countdown.ts';

const placeOf = (path: string) => (path === 'username' || path === 'password' ? path : undefined);

/** The first administrator, and something to start with. */
export function SetUp({ token, sealingKey }: { token: string; sealingKey: SealingKey }) {
  const { register, handleSubmit, setError, formState } = useForm<Account>({
    defaultValues: { username: 'admin', password: '' },
    mode: 'onTouched',
    resolver: accountResolver,
  });
  const [sample, setSample] = useState(true);
  const [problem, setProblem] = useState('');
  const [wait, startWait] = useCountdown();
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (account) => {
    if (wait > 0) return;
    setProblem('');
    try {
      const made = await setUp({ token, ...account, sample });
      // A whole new document: it is the first with a session.
      window.location.assign(made.sample ? `/connectors/${encodeURIComponent(made.sample.connector_id)}?tab=try` : '/connectors');
    } catch (thrown) {
      if (isStudioError(thrown) && thrown.status === 429) startWait(Number(thrown.headers?.['retry-after'] ?? 60));
      const fields = isStudioError(thrown) ? (thrown.fields ?? []) : [];
      for (const { path, message } of fields) {
        const place = placeOf(path);
        if (place) setError(place, { message }, { shouldFocus: true });
      }
      if (!fields.some(({ path }) => placeOf(path))) setProblem(thrown instanceof Error ? thrown.message : String(thrown));
    }
  });

  return (
    <form onSubmit={submit} noValidate aria-label="Set up" className={css.form}>
      {wait > 0 && <Callout kind="warning">Too many tries. Try again in {wait} s</Callout>}
      {wait === 0 && problem && (
        <Callout kind="danger" isAlert>
          {problem}
        </Callout>
      )}
      <ol className={css.steps}>
        <li className={css.step}>
          <h2 className={css.heading}>Sealing key</h2>
          <SealingKeyStep sealingKey={sealingKey} />
        </li>
        <li className={css.step}>
          <h2 className={css.heading}>Administrator</h2>
          <div className={css.fields}>
            <TextInput
              label="Username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              error={errors.username?.message}
              {...register('username')}
            />
            <PasswordInput
              label="Password"
              description="At least 12 characters. Paste is fine."
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
              error={errors.password?.message}
              {...register('password')}
            />
          </div>
        </li>
        <li className={css.step}>
          <StartChoice sample={sample} onChange={setSample} />
        </li>
      </ol>
      <Button type="submit" loading={isSubmitting} className={css.submit}>
        Create and sign in
      </Button>
    </form>
  );
}
