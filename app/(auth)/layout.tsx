import type { ReactNode } from 'react';
import { OverlayHome } from '#components/ui/overlay-home.tsx';
import css from './layout.module.css';

/** Pages before anybody is signed in: one panel in the middle. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className={css.main}>
      {children}
      <OverlayHome />
    </main>
  );
}
