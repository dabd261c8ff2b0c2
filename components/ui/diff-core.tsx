'use client';
import { json } from '@codemirror/lang-json';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorTheme } from './editor-theme.ts';
import { useNonce } from './nonce.tsx';

export type DiffCoreProps = { before: string; after: string; beforeLabel: string; afterLabel: string; isSideBySide: boolean };

const collapse = { margin: 3, minSize: 6 };

/** Two texts compared by CodeMirror: loaded only by what shows a comparison. */
export default function DiffCore({ before, after, beforeLabel, afterLabel, isSideBySide }: DiffCoreProps) {
  const parent = useRef<HTMLDivElement>(null);
  const nonce = useNonce();
  useEffect(() => {
    if (!parent.current) return;
    const shared = (label: string) => [
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({ 'aria-label': label, translate: 'no', tabindex: '0' }),
      EditorState.readOnly.of(true),
      EditorView.lineWrapping,
      lineNumbers(),
      json(),
      editorTheme,
    ];
    const view = isSideBySide
      ? new MergeView({
          parent: parent.current,
          a: { doc: before, extensions: shared(beforeLabel) },
          b: { doc: after, extensions: shared(afterLabel) },
          collapseUnchanged: collapse,
        })
      : new EditorView({
          parent: parent.current,
          state: EditorState.create({
            doc: after,
            extensions: [
              shared(`${beforeLabel}, then ${afterLabel}`),
              unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: collapse }),
            ],
          }),
        });
    return () => view.destroy();
  }, [before, after, beforeLabel, afterLabel, isSideBySide, nonce]);
  return <div ref={parent} />;
}
