import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** A name that a template may use between `${` and `}`: `parameters.model`. */
export type Placeholder = {
  name: string;
  /** The present value, or a word about it; never a secret. */
  detail?: string;
};

const pattern = /\$\{(parameters|credential)\.([^}]*)\}/g;

/** The name without its default: `${parameters.size:-10}` is about `parameters.size`. */
const nameIn = (scope: string, rest: string) => `${scope}.${rest.split(':-')[0]}`;

const chips = {
  parameters: Decoration.mark({ class: 'cm-chip' }),
  credential: Decoration.mark({ class: 'cm-chip cm-chip-credential' }),
  unknown: Decoration.mark({ class: 'cm-chip cm-chip-unknown' }),
};

function decorate(view: EditorView, known: ReadonlySet<string>): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (const match of view.state.sliceDoc(from, to).matchAll(pattern)) {
      const [whole, scope = '', rest = ''] = match;
      const hasDefault = rest.includes(':-');
      const kind = !known.has(nameIn(scope, rest)) && !hasDefault ? 'unknown' : scope === 'credential' ? 'credential' : 'parameters';
      builder.add(from + match.index, from + match.index + whole.length, chips[kind]);
    }
  }
  return builder.finish();
}

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

/** Placeholders as chips, names offered after `${`, unknown names underlined. */
export function placeholderSupport(placeholders: readonly Placeholder[]): Extension {
  const known = new Set(placeholders.map(({ name }) => name));
  const plugin = ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = decorate(view, known);
      }
      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view, known);
      }
    },
    { decorations: (value) => value.decorations },
  );
  const source = (context: CompletionContext) => complete(context, placeholders);
  return [plugin, autocompletion({ override: [source], icons: false, activateOnTyping: true })];
}
