'use client';
import { useFocusTrap } from '@mantine/hooks';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { EditorCoreProps, EditorHandle } from './editor-core.tsx';
import css from './editor-frame.module.css';
import type { EditorProblem } from './editor-problem.ts';
import { EditorProblems } from './editor-problems.tsx';
import { EditorToolbar } from './editor-toolbar.tsx';
import { usePreferences } from './preferences.tsx';

type CoreShare = Pick<EditorCoreProps, 'attributes' | 'wrap' | 'onReady' | 'onFocus'>;

export type EditorFrameProps = {
  label: string;
  /** Read out, but not shown: something beside the editor names it already. */
  isLabelHidden?: boolean;
  id?: string;
  description?: ReactNode;
  error?: ReactNode;
  /** A CSS length. */
  height?: string;
  value: string;
  /** Absent: the text cannot be changed. */
  onChange?: (value: string) => void;
  language: 'json' | 'text';
  problems: readonly EditorProblem[];
  isSingleLine?: boolean;
  /** Long lines break, unless the person prefers otherwise. */
  isWrapped?: boolean;
  children: (core: CoreShare) => ReactNode;
};

/** Below this the editor takes the whole screen while somebody types in it. */
const isTight = () => window.matchMedia('(max-width: 574.98px)').matches;

/** Around an editor: its label and toolbar, the list of its problems, and the whole screen on demand. */
export function EditorFrame(props: EditorFrameProps) {
  const {
    label,
    isLabelHidden,
    id,
    description,
    error,
    height = '240px',
    value,
    onChange,
    language,
    problems,
    isSingleLine,
    isWrapped = false,
    children,
  } = props;
  const own = useId();
  const base = id ?? own;
  const { editor = {} } = usePreferences().preferences;
  const [wrap, setWrap] = useState(editor.wrap ?? isWrapped);
  const [isWhole, setWhole] = useState(false);
  const trap = useFocusTrap(isWhole);
  const handle = useRef<EditorHandle>(undefined);
  const tools = useTools(value, onChange);
  const core: CoreShare = {
    attributes: attributesOf({ base, label, hasHelp: Boolean(description), hasError: Boolean(error) }),
    wrap: isSingleLine || wrap,
    onReady: (ready) => {
      handle.current = ready;
    },
    onFocus: () => !isSingleLine && onChange && isTight() && setWhole(true),
  };
  return (
    <div
      ref={trap}
      className={css.frame}
      data-whole={isWhole || undefined}
      style={{ '--editor-size': `${editor.font_size ?? 13}px` } as React.CSSProperties}
    >
      <div className={css.head}>
        {/* The text field is no form control that a label element could name; it carries the same words. */}
        <span aria-hidden className={isLabelHidden && !isWhole ? `studio-visually-hidden ${css.hidden}` : css.label}>
          {label}
        </span>
        {!isSingleLine && (
          <EditorToolbar
            label={label}
            text={tools.text}
            onFormat={language === 'json' && onChange ? tools.format : undefined}
            wrap={wrap}
            onWrap={setWrap}
            isWhole={isWhole}
            onWhole={setWhole}
          />
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Esc leaves the whole screen from any control inside */}
      <div
        className={css.box}
        style={isSingleLine || isWhole ? undefined : { height }}
        data-line={isSingleLine || undefined}
        data-error={Boolean(error) || undefined}
        onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && setWhole(false)}
      >
        {children(core)}
      </div>
      {description && (
        <p id={`${base}-help`} className={css.help}>
          {description}
        </p>
      )}
      {error && (
        <p id={`${base}-error`} className={css.error}>
          {error}
        </p>
      )}
      <EditorProblems text={value} problems={problems} onGo={(problem) => handle.current?.focusAt(problem.from, problem.to)} />
    </div>
  );
}

/** What the toolbar reads and writes, the same while the text changes. */
function useTools(value: string, onChange: ((value: string) => void) | undefined) {
  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  });
  return useMemo(() => ({ text: () => latest.current.value, format: (text: string) => latest.current.onChange?.(text) }), []);
}

function attributesOf({ base, label, hasHelp, hasError }: { base: string; label: string; hasHelp: boolean; hasError: boolean }) {
  const described = [hasHelp && `${base}-help`, hasError && `${base}-error`].filter(Boolean).join(' ');
  return { id: base, 'aria-label': label, ...(described && { 'aria-describedby': described }) };
}
