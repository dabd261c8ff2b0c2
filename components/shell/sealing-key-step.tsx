import css from './set-up.module.css';

export type SealingKey = { id: string; source: 'environment' | 'file' | 'data_directory' };

/** Where the key is that credentials are sealed with, and how to bring another. */
export function SealingKeyStep({ sealingKey: { id, source } }: { sealingKey: SealingKey }) {
  const key = (
    <>
      (id <code translate="no">{id}</code>)
    </>
  );
  if (source === 'environment')
    return (
      <p className={css.words}>
        <span className={css.done}>✓</span> Your own {key}, from <code translate="no">STUDIO_SEALING_KEY</code>.
      </p>
    );
  if (source === 'file')
    return (
      <p className={css.words}>
        <span className={css.done}>✓</span> Your own {key}, from the file that <code translate="no">STUDIO_SEALING_KEY_FILE</code> names.
      </p>
    );
  return (
    <>
      <p className={css.words}>
        <span className={css.done}>✓</span> Made for you {key}, kept in <code translate="no">sealing.key</code> in the data directory. Back
        it up apart from the database.
      </p>
      <details className={css.details}>
        <summary>Use a key of my own</summary>
        <p className={css.words}>
          Stop the studio, remove <code translate="no">sealing.key</code>, and start it with 32 random bytes in base64 as{' '}
          <code translate="no">STUDIO_SEALING_KEY</code>, or in a file that <code translate="no">STUDIO_SEALING_KEY_FILE</code> names. Do it
          before the first credential is stored: without the key that sealed it, a credential cannot be opened.
        </p>
        <pre className={css.command}>openssl rand -base64 32</pre>
      </details>
    </>
  );
}
