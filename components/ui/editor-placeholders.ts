import { forEachDiagnostic } from '@codemirror/lint';
import { type Extension, Prec, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view';
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

type Stop = { from: number; to: number };

/** Where F8 stops: placeholders and problems, from the top. */
function stopsIn({ state }: EditorView): Stop[] {
  const text = state.doc.toString();
  const stops: Stop[] = kinds.flatMap((kind) => findPlaceholders(text, kind).map(({ start, end }) => ({ from: start, to: end })));
  forEachDiagnostic(state, (_diagnostic, from, to) => {
    if (stops.every((stop) => stop.from !== from)) stops.push({ from, to });
  });
  return stops.sort((one, other) => one.from - other.from);
}

/** Selects the next placeholder or problem, after the last one the first. */
function jump(view: EditorView, isForward: boolean): boolean {
  const stops = stopsIn(view);
  const { from: here } = view.state.selection.main;
  const next = isForward
    ? (stops.find(({ from }) => from > here) ?? stops[0])
    : (stops.findLast(({ from }) => from < here) ?? stops.at(-1));
  if (!next) return false;
  view.dispatch({ selection: { anchor: next.from, head: next.to }, scrollIntoView: true, userEvent: 'select' });
  return true;
}

const jumpKeys = Prec.high(
  keymap.of([
    { key: 'F8', run: (view) => jump(view, true) },
    { key: 'Shift-F8', run: (view) => jump(view, false) },
  ]),
);

/** Placeholders as chips, unknown names underlined; F8 and Shift+F8 move between them. */
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
  return [plugin, jumpKeys];
}
