'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { showSuccess } from '#components/ui/toast.tsx';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import { getConnector, type Loaded } from '#lib/client/connectors.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { updateBody } from './connector-changes.ts';
import type { DraftProblem } from './draft-places.ts';
import { movesCredential } from './draft-protocol.ts';
import { withoutEmptyToken } from './draft-secrets.ts';
import type { StoredConnector } from './editor-context.tsx';
import { goToPlace } from './go-to-place.ts';
import { useCreateConnector, useUpdateConnector } from './queries.ts';
import { isConflict, isInUse, saveProblems } from './save-problem.ts';
import { storedBody } from './stored-body.ts';
import { rememberInput } from './tried-input.ts';
import type { useDraftForm } from './use-draft-form.ts';

/** What is on the server: absent while a connector is created. */
export type Base = { stored: StoredConnector | undefined; body: JsonObject };

type SaveOptions = {
  draft: ReturnType<typeof useDraftForm>;
  base: Base;
  blueprint: string | undefined;
  /** What a pasted call asked: the page of the new connector offers it. */
  example: ExampleInput | undefined;
  onSaved: (base: Base) => void;
  /** A connector was created: the page is about to be left. */
  onDone: () => void;
};

/** What was sent, in case it has to be sent otherwise. */
type Attempt = {
  /** Over which version. */
  loaded: Loaded;
  redeploys: boolean;
};

const takenBack = 'Nothing is saved: the models are deployed with the connector as it was.';
const movedMessage = 'You changed where this connector sends its credential. Enter it again.';

/** Checks the whole draft, then creates or saves it. What the server refuses is told at its field. */
export function useSave({ draft, base, blueprint, example, onSaved, onDone }: SaveOptions) {
  const router = useRouter();
  const create = useCreateConnector();
  const update = useUpdateConnector(base.stored?.connector_id ?? '');
  const [problems, setProblems] = useState<DraftProblem[]>([]);
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState<Attempt>();
  const { form } = draft;

  const clear = () => {
    setProblems([]);
    setError(undefined);
  };

  const tell = (found: DraftProblem[]) => {
    setProblems(found);
    for (const { place, message } of found) if (place !== '') form.setError(place as 'root', { type: 'rule', message }); // as: a name of a field
    const first = found.find(({ place }) => place !== '');
    if (first) goToPlace(first.place);
  };

  const localProblems = async (): Promise<DraftProblem[]> => {
    const values = form.getValues();
    const { draftProblems } = await import('./draft-rules.ts');
    return [...draftProblems(values, draft.source, base.stored !== undefined), ...movedCredential(base.stored, values)];
  };

  const createNew = async () => {
    const { connector_id } = await create.mutateAsync({ body: writeJson(withoutEmptyToken(draft.currentBody())), blueprint });
    const name = form.getValues('name');
    if (example) rememberInput(connector_id, example);
    onDone();
    form.setValue('credential', []); // a secret stays in the browser no longer than it must
    showSuccess(`${name} created.`);
    router.push(`/connectors/${connector_id}`);
  };

  const saveStored = async (stored: StoredConnector, { loaded, redeploys }: Attempt) => {
    const body = updateBody(base.body, withUnsetKeys(draft.currentBody(), stored, form.getValues()));
    const { length } = await update.mutateAsync({ body: writeJson(body), loaded, redeploys });
    const fresh = await getConnector(stored.connector_id);
    const saved = storedBody(fresh.connector);
    onSaved({ stored: fresh, body: saved });
    draft.replace(saved);
    showSuccess(`${fresh.connector.name} saved${length > 0 ? `, ${length === 1 ? 'its model' : `${length} models`} deployed again` : ''}.`);
    router.refresh();
  };

  const send = async (next: Attempt | undefined) => {
    if (!next?.redeploys) setError(undefined); // otherwise the question stands until it is answered
    setAttempt(next);
    try {
      if (base.stored && next) await saveStored(base.stored, next);
      else await createNew();
      clear();
    } catch (thrown) {
      setError(thrown);
      if (isConflict(thrown) || isInUse(thrown)) setProblems([]);
      else tell([...saveProblems(thrown, form.getValues()), ...(next?.redeploys ? [{ place: '', message: takenBack }] : [])]);
    }
  };

  return {
    problems,
    isPending: create.isPending || update.isPending,
    clear,
    run: async () => {
      if (create.isPending || update.isPending) return;
      const broken = draft.settleText();
      if (broken) return setProblems([{ place: '', message: `Line ${broken.line} of the JSON view cannot be read.` }]);
      await form.handleSubmit(() => {})(); // from now on every change checks its field again
      const found = await localProblems();
      if (found.length > 0) return tell(found);
      await send(base.stored && { loaded: base.stored, redeploys: false });
    },
    /** Somebody else saved since the page was loaded. */
    isInConflict: base.stored !== undefined && isConflict(error),
    /** Saves over what they saved. */
    overwrite: (loaded: Loaded) => send({ loaded, redeploys: false }),
    /** Deployed models hold the connector. */
    isHeld: base.stored !== undefined && isInUse(error),
    /** Undeploys them, saves, deploys them again. */
    redeploy: () => (attempt ? send({ ...attempt, redeploys: true }) : undefined),
    /** Takes what they saved in place of the draft, which can be had back for a moment. */
    takeOver: (theirs: StoredConnector) => {
      const mine = draft.currentBody();
      const body = storedBody(theirs.connector);
      onSaved({ stored: theirs, body });
      draft.replace(body);
      clear();
      router.refresh();
      showSuccess('Your draft made way for what they saved.', () => {
        onSaved(base);
        draft.replace(mine);
      });
    },
  };
}

type Values = Parameters<typeof movesCredential>[1];

const isMoved = (stored: StoredConnector, values: Values) => stored.credential_keys.length > 0 && movesCredential(stored.connector, values);

/** Stored values do not follow to a new address: each has to be typed again (threats.md C-12). */
function movedCredential(stored: StoredConnector | undefined, values: Values): DraftProblem[] {
  if (!stored || !isMoved(stored, values)) return [];
  const typed = new Set(values.credential.filter(({ value }) => value !== '').map(({ name }) => name));
  const missing = stored.credential_keys.filter(({ name, is_set }) => is_set && !typed.has(name));
  return missing.map(({ name }) => ({ place: `credential.${name}`, message: movedMessage }));
}

/** The server wants every field again; one that never had a value is sent without. */
function withUnsetKeys(body: JsonObject, stored: StoredConnector, values: Values): JsonObject {
  if (!isMoved(stored, values)) return body;
  const given = body.get('credential');
  const unset = stored.credential_keys.filter(({ is_set }) => !is_set).map(({ name }) => [name, ''] as const);
  return new Map(body).set('credential', new Map([...unset, ...(isObject(given) ? given : [])]));
}
