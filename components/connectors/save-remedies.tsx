'use client';
import { Remedy } from '#components/playground/remedy.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { applyPatch } from '#lib/json/apply-patch.ts';
import { remedyFor } from '#lib/predict/remedy.ts';
import type { DraftProblem } from './draft-places.ts';
import { knownAddress } from './draft-preview.ts';
import { useDraftProblems } from './editor-context.tsx';
import { moveToCredential } from './move-to-credential.ts';
import type { EditorState } from './use-connector-editor.ts';

/** Under the problems of a save: what is known to help, done in the form where that can be. */
export function SaveRemedies({ state, reveal }: { state: EditorState; reveal: (place: string) => void }) {
  const { save, draft } = state;
  const checked = useDraftProblems();
  const known = new Map(save.problems.map((problem) => [remedyFor({ reason: problem.message, status: 400 })?.id, problem]));
  known.delete(undefined);
  return [...known.values()].map(({ place, message }: DraftProblem) => {
    const fix = checked.find((problem) => problem.place === place && problem.fix)?.fix;
    const header = headerAt(place, state);
    const go = () => reveal(place || 'actions');
    const mend = () => (fix ? draft.replace(applyPatch(draft.currentBody(), fix.patch)) : go());
    return (
      <Callout key={message} kind="info">
        <Remedy
          error={{ reason: message, status: 400 }}
          context={{ host: hostIn(state) }}
          handlers={{
            go_to_field: go,
            check_url: go,
            check_credential: go,
            add_action: go,
            add_request_body: go,
            move_to_credential: () => (header ? draft.replace(moveToCredential(draft.currentBody(), header.action, header.name)) : go()),
            remove_access_fields: mend,
          }}
        />
      </Callout>
    );
  });
}

/** `actions.0.headers.1.value`: which header that is. */
function headerAt(place: string, { draft }: EditorState): { action: number; name: string } | undefined {
  const [, action, row] = /^actions\.(\d+)\.headers\.(\d+)/.exec(place) ?? [];
  const name = draft.settled.actions[Number(action)]?.headers[Number(row)]?.name;
  return name ? { action: Number(action), name } : undefined;
}

/** Of the first action: it is the one that a refusal of an address is about, unless it says otherwise. */
function hostIn({ draft }: EditorState): string | undefined {
  const [action] = draft.settled.actions;
  const url = action && knownAddress(draft.settled, action);
  return url === undefined || !URL.canParse(url) ? undefined : new URL(url).host;
}
