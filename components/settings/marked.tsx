import { Mark } from '@mantine/core';
import css from './setting-row.module.css';

/** A text with the searched words marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  const escaped = words.map((word) => word.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
  const parts = text.split(new RegExp(`(${escaped.join('|')})`, 'i')); // the words are escaped, so this is a plain search
  return parts.map((part, index) => {
    const key = `${index} ${part}`;
    return index % 2 === 1 ? (
      <Mark key={key} className={css.mark}>
        {part}
      </Mark>
    ) : (
      <span key={key}>{part}</span>
    );
  });
}
