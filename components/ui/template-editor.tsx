'use client';
import { LazyEditor } from './code-editor.tsx';
import { EditorFrame, type EditorFrameProps } from './editor-frame.tsx';
import type { Placeholder } from './editor-placeholders.ts';
import type { EditorProblem } from './editor-problem.ts';

type TemplateEditorProps = Pick<EditorFrameProps, 'label' | 'id' | 'description' | 'error' | 'height' | 'isLabelHidden'> & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  /** What is offered after `${`, and known. Keep its identity while it does not change. */
  placeholders: readonly Placeholder[];
  /** Found by the owner: placeholders that are not allowed here, names without a value. */
  diagnostics?: readonly EditorProblem[];
  /** A URL or a header value. */
  isSingleLine?: boolean;
  isReadOnly?: boolean;
  /** Colours and folding of JSON; a template is seldom JSON before it is filled, so nothing is said about its syntax. */
  language?: 'json' | 'text';
  hint?: string;
};

const none: readonly EditorProblem[] = [];

/** A text with `${…}`: placeholders stand out as chips, names are offered while typing. */
export function TemplateEditor(props: TemplateEditorProps) {
  const { value, onChange, onBlur, placeholders, diagnostics = none, isSingleLine, isReadOnly, language = 'text', hint, ...frame } = props;
  const shared = { value, onChange, onBlur, placeholders, isSingleLine, isReadOnly, language, hint, problems: diagnostics };
  return (
    <EditorFrame
      {...frame}
      value={value}
      onChange={isReadOnly ? undefined : onChange}
      problems={diagnostics}
      language={language}
      isSingleLine={isSingleLine}
      isWrapped
    >
      {(core) => <LazyEditor {...core} {...shared} />}
    </EditorFrame>
  );
}
