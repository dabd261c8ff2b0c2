import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';

/** A name that a template may use between `${` and `}`: `parameters.model`. */
export type Placeholder = {
  name: string;
  /** The present value, or a word about it; never a secret. */
  detail?: string;
};

const kinds = ['parameters', 'credential'] as const;

const chips = {
  parameters: Decoration.mark({ class: 'cm-chip' }),
  credential: Decoration.mark({ class: 'cm-chip cm-chip-credential' }),
  unknown: Decoration.mark({ class: 'cm-chip cm-chip-unknown' }),
};

/** A default fills it too: `${parameters.size:-10}` is about `parameters.size`. */
const isKnown = (known: ReadonlySet<string>, kind: string, name: string) => name.includes(':-') || known.has(`${kind}.${name}`);

function decorate(view: EditorView, known: ReadonlySet<string>): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    const text = view.state.sliceDoc(from, to);
    const found = kinds.flatMap((kind) => findPlaceholders(text, kind).map((placeholder) => ({ kind, ...placeholder })));
    for (const { kind, name, start, end } of found.sort((one, other) => one.start - other.start)) {
      builder.add(from + start, from + end, chips[isKnown(known, kind, name) ? kind : 'unknown']);
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
