import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import type { Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import type { Placeholder } from './editor-placeholders.ts';

/** What only somebody who types needs; loaded when an editor gets the focus. Until then the browser's own editing does. */
export const typingSupport = (): Extension => [
  history(),
  closeBrackets(),
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
];

function complete(context: CompletionContext, placeholders: readonly Placeholder[]): CompletionResult | null {
  const typed = context.matchBefore(/\$\{[\w.-]*/);
  if (!typed) return null;
  const closes = context.state.sliceDoc(context.pos, context.pos + 1) === '}' ? '' : '}';
  return {
    from: typed.from,
    options: placeholders.map(({ name, detail }) => ({
      label: `\${${name}`,
      displayLabel: name,
      apply: `\${${name}${closes}`,
      detail,
      type: 'variable',
    })),
    validFor: /^\$\{[\w.-]*$/,
  };
}

/** Names offered after `${`. */
export const completionSupport = (placeholders: readonly Placeholder[]): Extension =>
  autocompletion({ override: [(context) => complete(context, placeholders)], icons: false, activateOnTyping: true });
