'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { changesBetween } from '#components/connectors/connector-changes.ts';
import { placeOf } from '#components/connectors/draft-places.ts';
import { sampleFor } from '#components/connectors/draft-preview.ts';
import type { Editor, PlacedProblem } from '#components/connectors/editor-context.tsx';
import { useDraftForm } from '#components/connectors/use-draft-form.ts';
import { useSession } from '#components/shell/session.tsx';
import { useKeptDraft } from '#components/ui/kept-draft.ts';
import type { Blueprint, BlueprintAccess } from '#lib/blueprints/blueprint.ts';
import type { Loaded, Problem } from '#lib/client/connectors.ts';
import { applyPatch } from '#lib/json/apply-patch.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { blueprintCheckQuery } from '../queries.ts';
import { type BlueprintDraft, type BrokenText, blueprintOfDraft, draftOfBlueprint, nextUid } from './blueprint-draft.ts';
import { untouchedBlueprint } from './blueprint-file.ts';
import { useSaveDraft } from './use-save-draft.ts';

/** A blueprint of one's own as it is on the server. */
export type StoredDraft = { loaded: Loaded; version: number; access: BlueprintAccess; has_draft: boolean };

export type BlueprintEditorStart = {
  initial: Blueprint;
  /** Absent while a blueprint is created. */
  stored?: StoredDraft | undefined;
  /** The connector that it is made from: its credential can record examples. */
  connectorId?: string | undefined;
  /** Begins with an example to fill in. */
  hasExample?: boolean;
  /** What a new draft is kept as over a reload, so that another start does not bring it back. */
  keptAs?: string;
};

export type Base = { stored: StoredDraft | undefined; blueprint: Blueprint };

const noKeys: readonly string[] = [];

const bodyOfConnector = (connector: object) => parseJson(JSON.stringify(connector)) as JsonObject; // as: the text of an object

/** All that happens while a blueprint is written: what it says, its connector, what is wrong with it, saving and publishing. */
export function useBlueprintEditor({ initial, stored, connectorId, hasExample = false, keptAs = connectorId ?? '' }: BlueprintEditorStart) {
  const [base, setBase] = useState<Base>({ stored, blueprint: initial });
  const form = useDraftForm(
    useMemo(() => JSON.stringify(initial.connector), [initial]),
    { isUpdate: false, storedKeys: noKeys },
  );
  const [draft, setDraft] = useState<BlueprintDraft>(() => withExample(draftOfBlueprint(initial), form, hasExample));
  const [access, setAccess] = useState<BlueprintAccess>(stored?.access ?? 'public');
  const [isIdTyped, setIdTyped] = useState(stored !== undefined || initial.id !== '');
  const [activeAction, setActiveAction] = useState(0);
  const [isLeaving, setLeaving] = useState(false);
  const change = useCallback((changes: Partial<BlueprintDraft>) => setDraft((before) => ({ ...before, ...changes })), []);

  const followed = useDeferredValue(draft); // all that follows the draft is drawn after the key that was typed
  const { blueprint, broken } = useMemo(
    () => blueprintOfDraft(isIdTyped ? followed : { ...followed, id: '' }, form.settledBody),
    [followed, form.settledBody, isIdTyped],
  );
  const before = useBefore(base.blueprint);
  const changes = useMemo(() => {
    const places = changesBetween(bodyOfConnector(before), bodyOfConnector(blueprint));
    return access === (base.stored?.access ?? 'public') ? places : [...places, 'access'];
  }, [before, blueprint, access, base]);
  const isDirty = changes.length > 0 && !isLeaving;
  const load = useCallback(
    (next: Blueprint) => {
      setDraft(draftOfBlueprint(next));
      form.replace(bodyOfConnector(next.connector));
    },
    [form.replace],
  );
  const { user } = useSession();
  const kept = useKeptDraft(
    `${user.id} blueprint ${base.stored ? initial.id : `new ${keptAs}`}`,
    useMemo(() => (isDirty ? blueprint : undefined), [isDirty, blueprint]),
    load,
  );
  const current = () => blueprintOfDraft(isIdTyped ? draft : { ...draft, id: '' }, form.currentBody());
  const save = useSaveDraft({ base, setBase, current, access, load, onLeave: () => setLeaving(true) });
  const problems = useProblems(blueprint, broken, save.refusalsOf);
  const { settled, source } = form;
  const editor = useMemo((): Editor => {
    const used = { id: blueprint.id, title: blueprint.title, questions: blueprint.questions, examples: blueprint.examples };
    const shared = { stored: undefined, blueprint: used, isReadOnly: false, activeAction, setActiveAction };
    return { form: form.form, source, settled, ...shared };
  }, [form.form, source, settled, blueprint, activeAction]);
  const placed = useMemo(
    () =>
      problems.flatMap((problem): PlacedProblem[] => {
        const [, path] = /^connector\.(.+)$/.exec(problem.path) ?? [];
        return path === undefined ? [] : [{ ...problem, place: placeOf(path, settled) }];
      }),
    [problems, settled],
  );
  /** Does what a problem offers. */
  const repair = ({ fix }: Problem) => {
    if (!fix) return;
    const { blueprint: now } = current();
    load(JSON.parse(writeJson(applyPatch(bodyOfConnector(now), fix.patch))) as Blueprint); // as: a patch of the server's keeps its shape
  };
  const discard = () => {
    load(base.blueprint);
    setAccess(base.stored?.access ?? 'public');
    kept.forget();
    save.clear();
  };
  return {
    editor,
    form,
    draft,
    change,
    blueprint,
    /** The blueprint as it is at this moment, which `blueprint` follows. */
    current,
    before,
    changes,
    isDirty,
    problems,
    /** Those of the connector, for its fields. */
    placed,
    access,
    setAccess,
    setId: (id: string) => {
      setIdTyped(true);
      change({ id });
    },
    base,
    connectorId,
    save,
    load,
    repair,
    discard,
    restoredAt: kept.restoredAt,
  };
}

export type BlueprintEditorState = ReturnType<typeof useBlueprintEditor>;

/** As the form gives it back when nobody touched it. */
function useBefore(stored: Blueprint): Blueprint {
  return useMemo(() => untouchedBlueprint(stored), [stored]);
}

type Form = ReturnType<typeof useDraftForm>;

function withExample(draft: BlueprintDraft, { settled }: Form, isWanted: boolean): BlueprintDraft {
  const [action] = settled.actions;
  if (!isWanted || draft.examples.length > 0 || !action || action.url === '') return draft;
  return { ...draft, examples: [exampleFor(draft, settled)] };
}

/** An example to fill in, with an input that suits the first action. */
export function exampleFor(draft: BlueprintDraft, settled: Form['settled']): BlueprintDraft['examples'][number] {
  const [action] = settled.actions;
  const sample = action ? sampleFor(settled, action) : { algorithm: 'remote', body: '{\n  "parameters": {}\n}' };
  return {
    uid: nextUid(draft.examples),
    title: draft.examples.length === 0 ? 'Example' : `Example ${draft.examples.length + 1}`,
    algorithm: sample.algorithm as BlueprintDraft['examples'][number]['algorithm'], // as: the samples know no other
    input: sample.body,
    recorded: '',
    expected: '',
  };
}

/** What stands against publishing, and what the last save was refused for; each once. */
function useProblems(blueprint: Blueprint, broken: readonly BrokenText[], refusalsOf: (text: string) => readonly Problem[]): Problem[] {
  const text = useMemo(() => JSON.stringify(blueprint), [blueprint]);
  const { data } = useQuery(blueprintCheckQuery(text));
  const refusals = refusalsOf(text);
  const hasTitle = blueprint.title.trim() !== '';
  return useMemo(() => {
    const own = broken.map(({ path, message }): Problem => ({ path, message, severity: 'error' }));
    const all = [...own, ...refusals, ...(data?.problems ?? [])];
    const isFirst = ({ path, message }: Problem, index: number) =>
      all.findIndex((one) => one.path === path && one.message === message) === index;
    // While there is no title there is no id, which need not be said too.
    return all
      .filter(isFirst)
      .filter(({ path }) => path !== 'id' || hasTitle)
      .map(inPlainWords);
  }, [data, broken, refusals, hasTitle]);
}

/** The schema's word for an empty text says nothing to a person. */
const inPlainWords = (problem: Problem): Problem =>
  /^Too small: expected string/.test(problem.message) ? { ...problem, message: 'Fill this in.' } : problem;
