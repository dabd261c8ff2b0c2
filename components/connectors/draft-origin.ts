'use client';
import { type ReactNode, useState } from 'react';
import type { PasteTarget } from '#components/paste/paste-flyout.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import type { UsedBlueprint } from './editor-context.tsx';
import { bodyOfInitial, type useDraftForm } from './use-draft-form.ts';

/** Where a draft comes from, and what it is tried with. */
export type DraftOrigin = { origin: ReactNode; blueprint: UsedBlueprint | undefined; example: ExampleInput | undefined };

/** *from a cURL call of OpenAI* */
export const fromWords = (origin: string): string => `from ${origin.replace(/^An? /, (article) => article.toLowerCase())}`;

/** A new draft comes from what was pasted last; a stored connector stays what it was made from. */
export function useOrigin(first: DraftOrigin) {
  const [pasted, setPasted] = useState<DraftOrigin>();
  return { ...(pasted ?? first), pasted, setPasted };
}

type PastingOptions = {
  draft: ReturnType<typeof useDraftForm>;
  storedKeys: readonly string[];
  isStored: boolean;
  from: ReturnType<typeof useOrigin>;
};

/** The form as a place to paste into: what it held can be had back. */
export function pasteInto({ draft, storedKeys, isStored, from }: PastingOptions): PasteTarget {
  return {
    body: draft.currentBody,
    storedKeys,
    isStored,
    fill: ({ body, origin, blueprint, example }) => {
      const [before, pasted] = [draft.currentBody(), from.pasted];
      draft.replace(bodyOfInitial(body));
      from.setPasted(
        isStored ? { origin: from.origin, blueprint: from.blueprint, example } : { origin: fromWords(origin), blueprint, example },
      );
      showSuccess('The form is filled with what you pasted.', () => {
        draft.replace(before);
        from.setPasted(pasted);
      });
    },
  };
}
