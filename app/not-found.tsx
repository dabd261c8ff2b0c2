import type { Metadata } from 'next';
import { AuthCard } from '#components/shell/auth-card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import css from './message.module.css';

export const metadata: Metadata = { title: 'Page not found' };

/** Our own: Next's has an inline style that the policy of a page refuses. */
export default function NotFound() {
  return (
    <main className={css.main}>
      <AuthCard title="This page does not exist">
        <p className={css.words}>The address has a typing mistake, or what it led to is gone.</p>
        <LinkButton href="/connectors" fullWidth>
          Back to connectors
        </LinkButton>
      </AuthCard>
    </main>
  );
}
