import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours come from our variables, so one theme serves both. */
const look = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--editor-background, var(--studio-inset))',
    color: 'var(--studio-text)',
    fontSize: 'var(--editor-size, 13px)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.54', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--studio-text)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor': { borderLeftColor: 'var(--studio-text)' },
  '.cm-gutters': { backgroundColor: 'var(--studio-inset)', color: 'var(--studio-subdued)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--studio-text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--studio-focus-halo)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--studio-selected)',
    outline: '1px solid var(--studio-primary)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', color: 'var(--studio-danger-text)' },
  '.cm-foldPlaceholder': {
    padding: '0 6px',
    border: '1px solid var(--studio-hairline)',
    backgroundColor: 'var(--studio-panel)',
    color: 'var(--studio-subdued)',
  },
  '.cm-placeholder': { color: 'var(--studio-subdued)' },
  '.cm-tooltip': {
    border: '1px solid var(--studio-hairline)',
    borderRadius: '4px',
    backgroundColor: 'var(--studio-panel)',
    color: 'var(--studio-text)',
    boxShadow: 'var(--studio-shadow-large)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '13px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--studio-selected)', color: 'var(--studio-title)' },
  '.cm-completionDetail': { marginLeft: '12px', color: 'var(--studio-subdued)', fontStyle: 'normal' },
  '.cm-diagnostic': { padding: '6px 12px', fontFamily: 'var(--mantine-font-family)', fontSize: '12px' },
  '.cm-diagnostic-error': { borderLeft: '2px solid var(--studio-danger)' },
  '.cm-diagnostic-warning': { borderLeft: '2px solid var(--studio-warning)' },
  '.cm-diagnostic-info': { borderLeft: '2px solid var(--studio-primary)' },
  '.cm-lintRange': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy 1px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintRange-error': { textDecorationColor: 'var(--studio-danger)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--studio-warning)' },
  '.cm-lintRange-info': { textDecorationColor: 'var(--studio-primary)' },
  '.cm-lintRange-active': { backgroundColor: 'var(--studio-selected)' },
  // Spread instead of padding: a problem inside cuts the chip in pieces, which must not move apart.
  '.cm-chip': {
    borderRadius: '2px',
    backgroundColor: 'var(--studio-accent-tint)',
    boxShadow: '0 0 0 2px var(--studio-accent-tint)',
    color: 'var(--studio-accent-text)',
  },
  '.cm-chip-credential': {
    backgroundColor: 'var(--studio-warning-tint)',
    boxShadow: '0 0 0 2px var(--studio-warning-tint)',
    color: 'var(--studio-warning-text)',
  },
  '.cm-chip-unknown': {
    backgroundColor: 'var(--studio-danger-tint)',
    boxShadow: '0 0 0 2px var(--studio-danger-tint)',
    color: 'var(--studio-danger-text)',
    textDecoration: 'underline wavy 1px var(--studio-danger)',
    textUnderlineOffset: '3px',
  },
  '.cm-chip span': { color: 'inherit' },
  '.cm-changedLine, &.cm-merge-b .cm-changedLine': { backgroundColor: 'var(--studio-success-tint)' },
  '.cm-deletedChunk, &.cm-merge-a .cm-changedLine': { backgroundColor: 'var(--studio-danger-tint)' },
  '.cm-deletedChunk .cm-deletedText, &.cm-merge-a .cm-changedText, &.cm-merge-b .cm-changedText, .cm-insertedLine .cm-changedText, .cm-changedText':
    {
      background: 'none',
      textDecoration: 'underline 2px',
      textUnderlineOffset: '3px',
    },
  '.cm-collapsedLines': {
    padding: '4px 12px',
    border: '0',
    background: 'var(--studio-panel)',
    color: 'var(--studio-subdued)',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '12px',
  },
  '.cm-collapsedLines::before, .cm-collapsedLines::after': { content: '""' },
});

const colours = HighlightStyle.define([
  { tag: [tags.string], color: 'var(--studio-code-string)' },
  { tag: [tags.number], color: 'var(--studio-code-number)' },
  { tag: [tags.propertyName], color: 'var(--studio-code-key)' },
  { tag: [tags.bool, tags.null, tags.keyword], color: 'var(--studio-code-keyword)' },
  { tag: [tags.comment], color: 'var(--studio-code-comment)' },
]);

export const editorTheme = [look, syntaxHighlighting(colours)];
