'use client';
import './theme.css';
import css from './message.module.css';

/** When even the layout failed: words and a way out, without the component kit. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className={css.main}>
          <h1>The studio failed</h1>
          <p className={css.words}>Something failed that nobody foresaw. The log of the server says more.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
