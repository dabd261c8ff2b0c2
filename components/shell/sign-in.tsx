'use client';
import { Callout } from '../ui/callout.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** @param next a path of this studio, already judged */
export function SignIn({ next, isSetUpOpen }: { next: string; isSetUpOpen: boolean }) {
  // A whole new document: what an earlier person loaded is gone.
  const go = () => window.location.assign(next);
  if (!isSetUpOpen) return <SignInForm onSignedIn={go} />;
  return (
    <Callout title="This studio has no administrator yet">
      <p>
        Open the set-up link that the start-up log printed. It looks like <code>/setup?token=…</code>
      </p>
    </Callout>
  );
}
