import css from './text-block.module.css';

type TextBlockProps = {
  text: string;
  /** Words of a person or a model, in the typeface of the page; else code. */
  isProse?: boolean;
};

/** Text as it came, wrapped, scrolling once it is long. */
export function TextBlock({ text, isProse = false }: TextBlockProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard
    <pre className={css.text} data-prose={isProse} translate={isProse ? undefined : 'no'} tabIndex={0}>
      {text}
    </pre>
  );
}
