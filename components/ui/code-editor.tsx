'use client';
import dynamic from 'next/dynamic';
import { useDeferredValue, useMemo } from 'react';
import type { EditorCoreProps } from './editor-core.tsx';
import { EditorFrame, type EditorFrameProps } from './editor-frame.tsx';
import { type EditorProblem, jsonProblems } from './editor-problem.ts';
import { BoxSkeleton } from './skeletons.tsx';

/** Never part of a page's first load, and never rendered on the server. */
export const LazyEditor = dynamic<EditorCoreProps>(() => import('./editor-core.tsx'), {
  ssr: false,
  loading: () => <BoxSkeleton height="100%" label="Loading the editor" />,
});

type CodeEditorProps = Pick<EditorFrameProps, 'label' | 'id' | 'description' | 'error' | 'height' | 'isLabelHidden' | 'isWrapped'> & {
  value: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  language?: 'json' | 'text';
  isReadOnly?: boolean;
  /** Beside the JSON reader's own. */
  problems?: readonly EditorProblem[];
  /** Off where the text is JSON only after it is filled. */
  hasJsonLint?: boolean;
  hint?: string;
};

const none: readonly EditorProblem[] = [];

/** Text in code type with line numbers, folding, problems and a toolbar. Tab moves the focus on. */
export function CodeEditor(props: CodeEditorProps) {
  const {
    value,
    onChange,
    onBlur,
    language = 'json',
    isReadOnly,
    problems = none,
    hasJsonLint = language === 'json',
    hint,
    ...frame
  } = props;
  const checked = useDeferredValue(value);
  const own = useMemo(() => (hasJsonLint && !isReadOnly ? jsonProblems(checked) : none), [checked, hasJsonLint, isReadOnly]);
  const all = useMemo(() => [...own, ...problems], [own, problems]);
  return (
    <EditorFrame {...frame} value={value} onChange={isReadOnly ? undefined : onChange} problems={all} language={language}>
      {(core) => (
        <LazyEditor
          {...core}
          value={value}
          onChange={onChange}
          onBlur={onBlur}
          language={language}
          isReadOnly={isReadOnly}
          problems={all}
          hint={hint}
        />
      )}
    </EditorFrame>
  );
}
