import type { UsedBlueprint } from '#components/connectors/editor-context.tsx';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';

/** A create body on its way from a pasted text into the form. */
export type PastedDraft = {
  /** Tells one paste from the next. */
  id: number;
  /** JSON text of the create body, secrets included: it stays in the memory of the page and nowhere else. */
  body: string;
  /** What it was made of, in words. */
  origin: string;
  /** The blueprint of the gallery that the person chose to use. */
  blueprint?: UsedBlueprint | undefined;
  /** What the pasted call asked: to try the connector with. */
  example?: ExampleInput | undefined;
};

let current: PastedDraft | undefined;
let made = 0;
const listeners = new Set<() => void>();

function change(next: PastedDraft | undefined) {
  current = next;
  for (const listener of listeners) listener();
}

/** Hands a draft to the page that fills the form with it. */
export function offerDraft(draft: Omit<PastedDraft, 'id'>): void {
  made++;
  change({ ...draft, id: made });
}

/** Forgets a draft, secrets and all, when its form is gone. */
export function forgetDraft(id: number): void {
  if (current?.id === id) change(undefined);
}

export const readDraft = (): PastedDraft | undefined => current;

export function watchDraft(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Under which name the editor keeps what was pasted over a reload, without secrets. */
export const keptPasted = 'pasted';
export const keptDraftName = (userId: string): string => `${userId} connector new ${keptPasted}`;
