'use client';
import { Checkbox } from '@mantine/core';
import { memo, type ReactNode, useMemo, useState } from 'react';
import { MarkCard } from './mark-card.tsx';
import { blocksOf, origins, type RenderedOrigin, type RenderedPart, sameParts } from './rendered-blocks.ts';
import css from './rendered-pane.module.css';
import { useMarks } from './use-marks.ts';

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
 * A text as it will be sent, in which every filled stretch shows where it came from. F8 and Shift+F8 move between the stretches; the card
 * of one opens on hover and on focus.
 */
export const RenderedPane = memo(function RenderedPane({ parts, label, cardOf, variant = 'block' }: RenderedPaneProps) {
  const [hidden, setHidden] = useState<readonly RenderedOrigin[]>([]);
  const { root, handlers, shown } = useMarks();
  const present = useMemo(() => [...new Set(parts.flatMap(({ span }) => (span ? [span.origin] : [])))], [parts]);
  const blocks = useMemo(() => (variant === 'block' ? blocksOf(parts) : [parts]), [parts, variant]);
  const text = blocks.map((own, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
    <Block key={at} at={at} parts={own} hidden={hidden} variant={variant} />
  ));
  const span = shown && blocks[shown.block]?.[shown.part]?.span;
  const card = span && <MarkCard target={shown.element} id={shown.id} span={span} more={cardOf?.(span.name, span.origin)} />;
  if (variant === 'inline')
    return (
      <span ref={root} className={css.inline} {...handlers}>
        {text}
        {card}
      </span>
    );
  return (
    <div>
      <section ref={root} className={css.text} aria-label={label} translate="no" {...handlers}>
        <code className={css.code}>{text}</code>
      </section>
      {card}
      {present.length > 0 && <Legend present={present} hidden={hidden} onHide={setHidden} />}
    </div>
  );
});

type BlockProps = { at: number; parts: readonly RenderedPart[]; hidden: readonly RenderedOrigin[]; variant: 'block' | 'inline' };

/** A few lines of the text: drawn anew only when they change. */
const Block = memo(
  function Block({ at, parts, hidden, variant }: BlockProps) {
    const text = parts.map(({ text: part, span }, index) => {
      const shown = span?.origin === 'credential' ? mask : part;
      const key = `${at}.${index}`;
      if (!span || hidden.includes(span.origin)) return <span key={key}>{shown}</span>;
      return (
        <span key={key} className={css.mark} data-origin={span.origin} data-part={key} tabIndex={-1}>
          {shown}
        </span>
      );
    });
    return variant === 'inline' ? text : <span className={css.block}>{text}</span>;
  },
  (before, after) =>
    before.at === after.at && before.hidden === after.hidden && before.variant === after.variant && sameParts(before.parts, after.parts),
);

type LegendProps = {
  present: readonly RenderedOrigin[];
  hidden: readonly RenderedOrigin[];
  onHide: (hidden: readonly RenderedOrigin[]) => void;
};

/** Which colours mean what; each can be switched off. */
function Legend({ present, hidden, onHide }: LegendProps) {
  return (
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
          onChange={() => onHide(hidden.includes(origin) ? hidden.filter((one) => one !== origin) : [...hidden, origin])}
        />
      ))}
    </div>
  );
}
