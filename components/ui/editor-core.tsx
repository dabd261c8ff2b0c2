'use client';
import { type Diagnostic, diagnosticCount, setDiagnostics } from '@codemirror/lint';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import { EditorView, placeholder as placeholderText } from '@codemirror/view';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { type Placeholder, placeholderSupport } from './editor-placeholders.ts';
import type { EditorProblem } from './editor-problem.ts';
import { type EditorLanguage, editorSetup } from './editor-setup.ts';
import { useNonce } from './nonce.tsx';

export type EditorHandle = { focusAt: (from: number, to?: number) => void };

export type EditorCoreProps = {
  value: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  onFocus?: () => void;
  language: EditorLanguage;
  isSingleLine?: boolean;
  isReadOnly?: boolean;
  wrap?: boolean;
  placeholders?: readonly Placeholder[];
  problems: readonly EditorProblem[];
  /** Shown while empty. */
  hint?: string;
  /** `aria-label` or `aria-labelledby`, `id`, `aria-describedby`, `aria-invalid`. */
  attributes: Record<string, string>;
  onReady?: (handle: EditorHandle) => void;
};

const mostTold = 100;

/** The text was set from outside: nothing to tell the owner. */
const outside = Annotation.define<true>();

const toDiagnostic = ({ from, to, severity, message, fix }: EditorProblem, length: number): Diagnostic => ({
  from: Math.min(from, length),
  to: Math.min(Math.max(to, from), length),
  severity,
  message,
  actions: fix && [{ name: fix.label, apply: fix.run }],
});

type Typing = typeof import('./editor-typing.ts');

/** Keys, history, brackets and names to choose from: they come when somebody is about to type. */
function useTyping(view: RefObject<EditorView | undefined>, part: Compartment, latest: RefObject<EditorCoreProps>) {
  return useMemo(() => {
    let typing: Typing | undefined;
    const refresh = () => {
      if (!typing) return;
      const { placeholders } = latest.current;
      const support = [typing.typingSupport(), placeholders ? typing.completionSupport(placeholders) : []];
      view.current?.dispatch({ effects: part.reconfigure(support) });
    };
    const load = () => {
      if (typing) return;
      void import('./editor-typing.ts').then((loaded) => {
        if (typing) return;
        typing = loaded;
        refresh();
      });
    };
    return { load, refresh };
  }, [view, part, latest]);
}

/** CodeMirror under React: loaded only by what shows an editor. */
export default function EditorCore(props: EditorCoreProps) {
  const { value, placeholders, problems, wrap = false } = props;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  /** Texts that the owner was told of and has not given back yet: it may draw itself anew later than the next key. */
  const told = useRef<readonly string[]>([]);
  const nonce = useNonce();
  const parts = useRef({
    wrap: new Compartment(),
    placeholders: new Compartment(),
    attributes: new Compartment(),
    typing: new Compartment(),
  });
  const typing = useTyping(view, parts.current.typing, latest);
  useEffect(() => {
    latest.current = props;
  });

  // Made once; what may change later goes through compartments and the effects below.
  useEffect(() => {
    const { language, isSingleLine = false, isReadOnly = false, hint } = latest.current;
    const made = new EditorView({
      parent: parent.current ?? undefined,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          editorSetup({ language, isSingleLine, isReadOnly, nonce }),
          parts.current.attributes.of(EditorView.contentAttributes.of(latest.current.attributes)),
          parts.current.wrap.of([]),
          parts.current.placeholders.of([]),
          parts.current.typing.of([]),
          hint ? placeholderText(hint) : [],
          EditorView.updateListener.of(({ docChanged, transactions, state }) => {
            if (!docChanged || transactions.some((each) => each.annotation(outside))) return;
            const text = state.doc.toString();
            told.current = [...told.current.slice(-mostTold), text];
            latest.current.onChange?.(text);
          }),
          EditorView.domEventHandlers({
            blur: () => latest.current.onBlur?.(),
            focus: () => {
              typing.load();
              latest.current.onFocus?.();
            },
            mouseenter: typing.load,
          }),
        ],
      }),
    });
    view.current = made;
    latest.current.onReady?.({
      focusAt(from, to = from) {
        const { length } = made.state.doc;
        made.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) }, scrollIntoView: true });
        made.focus();
      },
    });
    return () => made.destroy();
  }, [nonce, typing]);

  useEffect(() => {
    const current = view.current;
    if (!current) return;
    const echo = told.current.lastIndexOf(value);
    const isOverdue = echo >= 0 && echo < told.current.length - 1; // what was typed after it is on its way
    if (echo >= 0) told.current = told.current.slice(echo + 1);
    if (isOverdue || current.state.doc.toString() === value) return;
    told.current = [];
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value }, annotations: outside.of(true) });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.wrap.reconfigure(wrap ? EditorView.lineWrapping : []) });
  }, [wrap]);
  const attributes = JSON.stringify(props.attributes);
  useEffect(() => {
    // as: the text of the line above
    const named = EditorView.contentAttributes.of(JSON.parse(attributes) as Record<string, string>);
    view.current?.dispatch({ effects: parts.current.attributes.reconfigure(named) });
  }, [attributes]);
  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.placeholders.reconfigure(placeholders ? placeholderSupport(placeholders) : []) });
    typing.refresh();
  }, [placeholders, typing]);
  useEffect(() => {
    const current = view.current;
    if (!current || (problems.length === 0 && diagnosticCount(current.state) === 0)) return;
    const { length } = current.state.doc;
    current.dispatch(
      setDiagnostics(
        current.state,
        problems.map((problem) => toDiagnostic(problem, length)),
      ),
    );
  }, [problems]);

  return <div ref={parent} style={{ height: '100%', minWidth: 0 }} />;
}
