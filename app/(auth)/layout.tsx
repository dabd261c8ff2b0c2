import type { ReactNode } from 'react';
import css from './layout.module.css';

/** Pages before anybody is signed in: one panel in the middle. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return <main className={css.main}>{children}</main>;
}
