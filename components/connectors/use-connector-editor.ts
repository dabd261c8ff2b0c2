'use client';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useSession } from '#components/shell/session.tsx';
import { useKeptDraft } from '#components/ui/kept-draft.ts';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { changesBetween } from './connector-changes.ts';
import { pasteInto, useOrigin } from './draft-origin.ts';
import { withoutSecrets } from './draft-secrets.ts';
import type { Editor, StoredConnector, UsedBlueprint } from './editor-context.tsx';
import { storedBody } from './stored-body.ts';
import { bodyOfInitial, untouched, useDraftForm } from './use-draft-form.ts';
import { type Base, useSave } from './use-save.ts';
import { useTestDraft } from './use-test-draft.ts';

export type EditorStart = {
  /** JSON text of the body to begin with: of a blueprint, a copy, a stored connector. */
  initial: string;
  /** JSON text of the body that changes are counted from, where that is not the initial one: a pasted body is unsaved as it stands. */
  base?: string;
  /** Where a new connector's draft is kept over reloads, beside that of its blueprint. */
  keptAs?: string;
  stored?: StoredConnector | undefined;
  blueprint?: UsedBlueprint | undefined;
  /** Above the form, beside the views: where the draft comes from. */
  origin?: ReactNode;
  /** What a pasted call asked. */
  example?: ExampleInput | undefined;
};

export type EditorState = ReturnType<typeof useConnectorEditor>;

/** All that happens while a connector is edited: the draft in its two views, what changed, what is wrong, saving and trying. */
export function useConnectorEditor({ initial, base: start = initial, keptAs, stored, ...first }: EditorStart) {
  const from = useOrigin({ origin: first.origin, blueprint: first.blueprint, example: first.example });
  const { origin, blueprint, example } = from;
  const storedKeys = useMemo(() => stored?.credential_keys.map(({ name }) => name) ?? [], [stored]);
  const [base, setBase] = useState<Base>(() => ({ stored, body: bodyOfInitial(start) }));
  const draft = useDraftForm(initial, { isUpdate: stored !== undefined, storedKeys });
  const [isCreated, setCreated] = useState(false);
  const before = useMemo(() => untouched(base.body), [base]);
  const changes = useMemo(() => changesBetween(before, draft.settledBody), [before, draft.settledBody]);
  const isDirty = changes.length > 0 && !isCreated;
  useNewerVersion(stored, base, (next) => {
    const isSame = writeJson(next.body) === writeJson(base.body);
    if (!isSame && isDirty) return; // a save will ask whose changes are to stay
    setBase(next);
    if (!isSame) draft.replace(next.body);
  });
  const kept = useDraftOverReloads(draft, isDirty, stored?.connector_id ?? `new ${keptAs ?? first.blueprint?.id ?? ''}`);
  const onSaved = (next: Base) => {
    setBase(next);
    kept.forget();
  };
  // What was typed or restored a moment ago has not settled yet, and would be lost all the same.
  const isUnsettled = draft.live !== draft.settled || (kept.restoredAt !== undefined && !isCreated);
  const save = useSave({ draft, base, blueprint: blueprint?.id, example, onSaved, onDone: () => setCreated(true) });
  const test = useTestDraft(draft, { stored: stored?.connector_id, blueprint: blueprint?.id });
  const [activeAction, setActiveAction] = useState(0);
  const refusal = stored && stored.can.update !== true ? stored.can.update : undefined;
  const { form, source, settled, broken } = draft;
  const isReadOnly = broken !== undefined || refusal !== undefined;
  // The same while none of these change: the form is not drawn anew for whatever else the editor knows.
  const editor = useMemo(
    (): Editor => ({ form, source, settled, stored: base.stored, blueprint, isReadOnly, activeAction, setActiveAction }),
    [form, source, settled, base.stored, blueprint, isReadOnly, activeAction],
  );
  const discard = () => {
    draft.replace(base.body);
    kept.forget();
    save.clear();
  };
  return {
    editor,
    draft,
    before,
    storedKeys,
    changes,
    isDirty,
    mayLose: isDirty || isUnsettled,
    restoredAt: kept.restoredAt,
    discard,
    save,
    test,
    refusal,
    origin,
    example,
    pasteTarget: pasteInto({ draft, storedKeys, isStored: stored !== undefined, from }),
  };
}

type Draft = ReturnType<typeof useDraftForm>;

/** The page was loaded anew, and what is stored has changed beside the editor: its key was replaced, say. */
function useNewerVersion(stored: StoredConnector | undefined, base: Base, onNewer: (next: Base) => void) {
  const latest = useRef({ base, onNewer });
  useEffect(() => {
    latest.current = { base, onNewer };
  });
  useEffect(() => {
    const { base, onNewer } = latest.current;
    if (stored && base.stored && stored._seq_no > base.stored._seq_no) onNewer({ stored, body: storedBody(stored.connector) });
  }, [stored]);
}

/** A draft survives a reload, but for its secrets. */
function useDraftOverReloads({ settledBody, replace }: Draft, isDirty: boolean, object: string) {
  const { user } = useSession();
  const value = useMemo(() => (isDirty ? writeJson(withoutSecrets(settledBody)) : undefined), [isDirty, settledBody]);
  return useKeptDraft(`${user.id} connector ${object}`, value, (text) => replace(bodyOfInitial(text)));
}
