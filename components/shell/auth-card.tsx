import type { ReactNode } from 'react';
import css from './auth-card.module.css';
import { Logo } from './logo.tsx';

type AuthCardProps = { title: string; width?: number; children: ReactNode };

/** The panel of the pages before anybody is signed in. */
export function AuthCard({ title, width = 400, children }: AuthCardProps) {
  return (
    <section className={css.card} style={{ maxWidth: width }} aria-labelledby="auth-title">
      <header className={css.head}>
        <Logo size={40} />
        {title.includes('ML Connector Studio') || <p className={css.product}>ML Connector Studio</p>}
        <h1 id="auth-title" className={css.title}>
          {title}
        </h1>
      </header>
      {children}
    </section>
  );
}
