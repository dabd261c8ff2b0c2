'use client';
import { Checkbox, Tooltip } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import css from './rendered-pane.module.css';

/** Where a stretch of the text came from; each has a tint, an underline and a card (colour is never alone). */
export const origins = {
  call: { label: 'this call', words: 'from this call' },
  pre_process: { label: 'pre-process function', words: 'from the pre-process function' },
  connector: { label: 'connector parameter', words: 'connector parameter · also overridable per call' },
  default: { label: 'default after :-', words: 'default in the template' },
  missing: { label: 'missing', words: 'not filled; the call would be refused' },
  kept: { label: 'left on purpose', words: 'kept because skip_validating_missing_parameters is true' },
  credential: { label: 'credential', words: 'credential; the value never leaves the server' },
} as const;
export type RenderedOrigin = keyof typeof origins;

export type RenderedPart = { text: string; span?: { name: string; origin: RenderedOrigin; as_json_string?: boolean } };

type RenderedPaneProps = {
  parts: readonly RenderedPart[];
  /** What the text is, for those who cannot see it. */
  label: string;
  /** Shown in the card of a part, under its origin. */
  cardOf?: (name: string, origin: RenderedOrigin) => ReactNode;
  /** `inline` for a line among others, without box and legend. */
  variant?: 'block' | 'inline';
};

const mask = '●●●●';

/**
 * A text as it will be sent, in which every filled stretch shows where it came from. F8 and Shift+F8 move between the stretches; their
 * cards open on hover and on focus.
 */
export function RenderedPane({ parts, label, cardOf, variant = 'block' }: RenderedPaneProps) {
  const root = useRef<HTMLElement>(null);
  const [hidden, setHidden] = useState<readonly RenderedOrigin[]>([]);
  const present = [...new Set(parts.flatMap(({ span }) => (span ? [span.origin] : [])))];
  const move = (event: KeyboardEvent) => {
    if (event.key !== 'F8') return;
    event.preventDefault();
    const marks = [...(root.current?.querySelectorAll<HTMLElement>('[data-origin]') ?? [])];
    const at = marks.indexOf(document.activeElement as HTMLElement); // as: only compared
    marks[(at + (event.shiftKey ? -1 : 1) + marks.length) % marks.length]?.focus();
  };
  const text = parts.map(({ text: part, span }, index) => {
    const key = `${index} ${span?.name ?? ''}`;
    if (!span || hidden.includes(span.origin)) return <span key={key}>{span?.origin === 'credential' ? mask : part}</span>;
    return <Mark key={key} text={part} span={span} cardOf={cardOf} />;
  });
  if (variant === 'inline') return <span className={css.inline}>{text}</span>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only move the focus between the stretches inside
    <div onKeyDown={move}>
      <section ref={root} className={css.text} aria-label={label} translate="no">
        <code className={css.code}>{text}</code>
      </section>
      {present.length > 0 && (
        <div className={css.legend}>
          {present.map((origin) => (
            <Checkbox
              key={origin}
              size="xs"
              label={
                <span className={css.mark} data-origin-legend={origin}>
                  {origins[origin].label}
                </span>
              }
              checked={!hidden.includes(origin)}
              onChange={() => setHidden(hidden.includes(origin) ? hidden.filter((one) => one !== origin) : [...hidden, origin])}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function Mark({ text, span, cardOf }: { text: string; span: NonNullable<RenderedPart['span']>; cardOf: RenderedPaneProps['cardOf'] }) {
  const { name, origin, as_json_string } = span;
  const card = (
    <>
      <code className={css.cardTitle}>{name}</code>
      <span className={css.cardText}>
        {origins[origin].words}
        {as_json_string && ' · escaped as JSON string'}
      </span>
      {cardOf?.(name, origin)}
    </>
  );
  return (
    <Tooltip label={card} position="bottom-start" w={280} multiline openDelay={150} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its card is told on focus too; a button would not wrap with the text */}
      <span className={css.mark} data-origin={origin} tabIndex={0}>
        {origin === 'credential' ? mask : text}
      </span>
    </Tooltip>
  );
}
