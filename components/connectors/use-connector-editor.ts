'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSession } from '#components/shell/session.tsx';
import { useKeptDraft } from '#components/ui/kept-draft.ts';
import type { Problem } from '#lib/client/connectors.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { changesBetween } from './connector-changes.ts';
import type { ConnectorDraft } from './connector-draft.ts';
import { placeOf } from './draft-places.ts';
import { redactedBody, withoutSecrets } from './draft-secrets.ts';
import type { Editor, PlacedProblem, StoredConnector, UsedBlueprint } from './editor-context.tsx';
import { checkQuery } from './queries.ts';
import { storedBody } from './stored-body.ts';
import { bodyOfInitial, untouched, useDraftForm } from './use-draft-form.ts';
import { type Base, useSave } from './use-save.ts';
import { useTestDraft } from './use-test-draft.ts';

export type EditorStart = {
  /** JSON text of the body to begin with: of a blueprint, a copy, a stored connector. */
  initial: string;
  stored?: StoredConnector | undefined;
  blueprint?: UsedBlueprint | undefined;
};

/** All that happens while a connector is edited: the draft in its two views, what changed, what is wrong, saving and trying. */
export function useConnectorEditor({ initial, stored, blueprint }: EditorStart) {
  const storedKeys = useMemo(() => stored?.credential_keys.map(({ name }) => name) ?? [], [stored]);
  const [base, setBase] = useState<Base>(() => ({ stored, body: bodyOfInitial(initial) }));
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
  const kept = useDraftOverReloads(draft, isDirty, stored?.connector_id ?? `new ${blueprint?.id ?? ''}`);
  const problems = useProblems(draft, stored?.connector_id);
  const save = useSave({ draft, base, blueprint: blueprint?.id, onSaved: setBase, onDone: () => setCreated(true) });
  const test = useTestDraft(draft, { stored: stored?.connector_id, blueprint: blueprint?.id });
  const [activeAction, setActiveAction] = useState(0);
  const refusal = stored && stored.can.update !== true ? stored.can.update : undefined;
  const editor: Editor = {
    form: draft.form,
    source: draft.source,
    settled: draft.settled,
    problems,
    stored: base.stored,
    blueprint,
    isReadOnly: draft.broken !== undefined || refusal !== undefined,
    activeAction,
    setActiveAction,
  };
  const discard = () => {
    draft.replace(base.body);
    kept.forget();
    save.clear();
  };
  return { editor, draft, before, storedKeys, changes, isDirty, restoredAt: kept.restoredAt, discard, save, test, refusal };
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

/** What the server says of the draft, each at its field. Secrets are not asked about. */
function useProblems({ broken, settled, settledBody }: Draft, id: string | undefined): PlacedProblem[] {
  const body = useMemo(() => writeJson(redactedBody(settledBody)), [settledBody]);
  const { data } = useQuery(checkQuery(broken ? undefined : body, id));
  return useMemo(() => (data?.problems ?? []).map((problem) => placed(problem, settled)), [data, settled]);
}

/** What the server says of an address that nobody typed is more than one wants to know. */
function placed(problem: Problem, draft: ConnectorDraft): PlacedProblem {
  const place = placeOf(problem.path, draft);
  const [, index] = /^actions\.(\d+)\.url$/.exec(place) ?? [];
  const isEmpty = index !== undefined && draft.actions[Number(index)]?.url === '';
  return { ...problem, place, ...(isEmpty && { message: 'Fill this in.' }) };
}
