import { CopyButton } from './copy-button.tsx';
import css from './id-text.module.css';

/** An id in code type, shortened in the middle, with a button that copies all of it. */
export function IdText({ id, label = 'Copy id', whole = false }: { id: string; label?: string; whole?: boolean }) {
  const shown = whole || id.length <= 12 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`;
  return (
    <span className={css.id} data-whole={whole || undefined}>
      <code translate="no" title={id}>
        {shown}
      </code>
      <CopyButton text={id} label={label} iconOnly />
    </span>
  );
}
