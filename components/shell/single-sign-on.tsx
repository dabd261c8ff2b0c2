'use client';
import { Button } from '@mantine/core';
import { Callout } from '../ui/callout.tsx';
import css from './single-sign-on.module.css';

const problems = {
  failed: 'Signing in with the provider did not work. Try again.',
  no_role: 'You have no role in this studio. Ask an administrator.',
};
export type SignOnProblem = keyof typeof problems;

/** Sign-in with the provider of the organisation: a navigation, so that it can lead away. */
export function SingleSignOn({ next, problem }: { next: string; problem: SignOnProblem | undefined }) {
  return (
    <div className={css.part}>
      {problem && (
        <Callout kind="danger" isAlert>
          {problems[problem]}
        </Callout>
      )}
      <Button component="a" href={`/api/studio/session/oidc?next=${encodeURIComponent(next)}`} variant="default" fullWidth>
        Single sign-on
      </Button>
    </div>
  );
}
