'use client';
import { Button } from '@mantine/core';
import { AuthCard } from '#components/shell/auth-card.tsx';
import css from './message.module.css';

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A page that failed in a way nobody foresaw. */
export default function PageError({ error, reset }: Props) {
  return (
    <main className={css.main}>
      <AuthCard title="This page failed">
        <p className={css.words}>Something failed that nobody foresaw. The log of the server says more.</p>
        <Button fullWidth onClick={reset}>
          Try again
        </Button>
        {error.digest && (
          <p className={css.small}>
            Id in the log: <code>{error.digest}</code>
          </p>
        )}
      </AuthCard>
    </main>
  );
}
