'use client';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Callout } from '../ui/callout.tsx';
import { type SealingKey, SealingKeyStep } from './sealing-key-step.tsx';
import css from './set-up.module.css';
import { StartChoice } from './start-choice.tsx';
import { useSetUp } from './use-set-up.ts';

/** The first administrator, and something to start with. */
export function SetUp({ token, sealingKey }: { token: string; sealingKey: SealingKey }) {
  const { problem, wait, isPending, bind, submit } = useSetUp(token);
  const [sample, setSample] = useState(true);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(sample);
      }}
      noValidate
      aria-label="Set up"
      className={css.form}
    >
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
            <TextInput label="Username" autoComplete="username" autoCapitalize="none" spellCheck={false} {...bind('username')} />
            <PasswordInput
              label="Password"
              description="At least 12 characters. Paste is fine."
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show password' }}
              {...bind('password')}
            />
          </div>
        </li>
        <li className={css.step}>
          <StartChoice sample={sample} onChange={setSample} />
        </li>
      </ol>
      <Button type="submit" loading={isPending} className={css.submit}>
        Create and sign in
      </Button>
    </form>
  );
}
