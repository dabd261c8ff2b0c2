'use client';
import { useSyncExternalStore } from 'react';
import css from './kbd.module.css';

const never = () => () => {};
const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

const words: Record<string, string> = { enter: 'Enter', shift: 'Shift', esc: 'Esc', space: 'Space' };

/** Keys as they stand on the keyboard: `mod+k` is ⌘ K or Ctrl K, `g c` is one after the other. */
export function Keys({ keys }: { keys: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  const label = (key: string) => {
    if (key === 'mod') return apple ? '⌘' : 'Ctrl';
    return words[key] ?? (key.length === 1 || /^f\d+$/.test(key) ? key.toUpperCase() : key);
  };
  return (
    <span className={css.keys}>
      {keys.split(' ').map((chord, index) => (
        <span key={chord} className={css.keys}>
          {index > 0 && <span className={css.then}>then</span>}
          {chord.split('+').map((key) => (
            <kbd key={key} className={css.key}>
              {label(key)}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
