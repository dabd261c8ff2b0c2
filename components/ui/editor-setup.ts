import { json } from '@codemirror/lang-json';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { editorTheme } from './editor-theme.ts';
import { fromTripleQuotes } from './json-text.ts';

export type EditorLanguage = 'json' | 'text';

export type SetupOptions = {
  language: EditorLanguage;
  isSingleLine: boolean;
  isReadOnly: boolean;
  nonce: string;
};

/** F8 and Shift+F8 move between problems. Tab is left alone: it moves the focus on, Ctrl/⌘+] and [ indent. */
const problemKeys = [
  { key: 'F8', run: nextDiagnostic },
  { key: 'Shift-F8', run: previousDiagnostic },
];

/** Dev Tools' blocks become JSON strings as they are pasted. */
const blocksOnPaste = EditorView.domEventHandlers({
  paste(event, view) {
    const text = event.clipboardData?.getData('text/plain');
    const converted = text && fromTripleQuotes(text);
    if (!converted || view.state.readOnly) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(converted), { userEvent: 'input.paste', scrollIntoView: true });
    return true;
  },
});

/** Line ends vanish from what is typed or pasted into a single line. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const joined = transaction.newDoc.toString().replace(/\s*\n\s*/g, ' ');
  return [{ changes: { from: 0, to: transaction.startState.doc.length, insert: joined }, selection: { anchor: joined.length } }];
});

const many = [lineNumbers(), foldGutter(), codeFolding(), lintGutter(), highlightActiveLineGutter()];

/** Everything that stays the same while an editor lives. */
export function editorSetup({ language, isSingleLine, isReadOnly, nonce }: SetupOptions): Extension[] {
  return [
    EditorView.cspNonce.of(nonce),
    EditorView.contentAttributes.of({
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
      translate: 'no',
      tabindex: '0',
    }),
    EditorState.readOnly.of(isReadOnly),
    isSingleLine ? [oneLine, EditorView.lineWrapping] : many,
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    language === 'json' ? [json(), blocksOnPaste] : [],
    keymap.of([...problemKeys, ...foldKeymap]),
    editorTheme,
  ];
}
