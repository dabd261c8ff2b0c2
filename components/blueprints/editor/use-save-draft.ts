'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { showSuccess } from '#components/ui/toast.tsx';
import type { Blueprint, BlueprintAccess } from '#lib/blueprints/blueprint.ts';
import type { BlueprintDetails } from '#lib/blueprints/get-blueprint.ts';
import type { Loaded, Problem } from '#lib/client/connectors.ts';
import { isStudioError } from '#lib/errors.ts';
import { useCreateBlueprint, usePublishBlueprint, useSaveBlueprint } from '../queries.ts';
import type { BrokenText } from './blueprint-draft.ts';
import { fileIn } from './blueprint-file.ts';
import type { Base, StoredDraft } from './use-blueprint-editor.ts';

type SaveDraftOptions = {
  base: Base;
  setBase: (base: Base) => void;
  current: () => { blueprint: Blueprint; broken: BrokenText[] };
  access: BlueprintAccess;
  /** Shows another blueprint in the form. */
  load: (blueprint: Blueprint) => void;
  /** The page is about to be left. */
  onLeave: () => void;
};

export const storedOf = (details: BlueprintDetails): StoredDraft => ({
  loaded: { _seq_no: details._seq_no ?? 0, _primary_term: details._primary_term ?? 0 },
  version: details.version,
  access: details.access ?? 'public',
  has_draft: details.has_draft ?? false,
});

const none: readonly Problem[] = [];

const isConflict = (thrown: unknown) => isStudioError(thrown) && thrown.type === 'version_conflict_engine_exception';

/** What the server refused a blueprint for, each at its place. */
function refusalsFor(thrown: unknown): Problem[] {
  if (!isStudioError(thrown)) return [{ path: '', severity: 'error', message: 'Something failed that nobody foresaw.' }];
  const { suggestion } = (thrown.details ?? {}) as { suggestion?: unknown }; // as: whatever the server said beside the reason
  if (thrown.status === 409 && typeof suggestion === 'string') {
    return [{ path: 'id', severity: 'error', message: `${thrown.message}. ${suggestion} is free.` }];
  }
  const fields = thrown.fields ?? [];
  if (fields.length === 0) return [{ path: '', severity: 'error', message: thrown.message }];
  return fields.map(({ path, message }) => ({ path: path.replace(/^blueprint\./, ''), severity: 'error', message }));
}

/** Saves the draft, and publishes it as the next version. */
export function useSaveDraft({ base, setBase, current, access, load, onLeave }: SaveDraftOptions) {
  const router = useRouter();
  const create = useCreateBlueprint();
  const update = useSaveBlueprint();
  const publish = usePublishBlueprint();
  const [refused, setRefused] = useState<{ text: string; problems: Problem[] }>();
  const [isInConflict, setInConflict] = useState(false);
  const isPending = create.isPending || update.isPending || publish.isPending;
  const clear = () => {
    setRefused(undefined);
    setInConflict(false);
  };
  const refuse = (problems: Problem[]) => setRefused({ text: JSON.stringify(current().blueprint), problems });

  /** @returns what the server has now; undefined, with the reasons told, when it refused */
  const send = async (loaded: Loaded | undefined): Promise<BlueprintDetails | undefined> => {
    const { blueprint, broken } = current();
    if (broken.length > 0) {
      refuse(broken.map((problem) => ({ ...problem, severity: 'error' })));
      return undefined;
    }
    try {
      const saved = loaded
        ? await update.mutateAsync({ file: blueprint, loaded, access })
        : await create.mutateAsync({ file: blueprint, access });
      clear();
      return saved;
    } catch (thrown) {
      if (isConflict(thrown)) setInConflict(true);
      else refuse(refusalsFor(thrown));
      return undefined;
    }
  };

  const saveOver = async (loaded: Loaded | undefined) => {
    const saved = await send(loaded);
    if (!saved) return;
    showSuccess(`${saved.title} saved as a draft.`);
    if (loaded) {
      setBase({ stored: storedOf(saved), blueprint: fileIn(saved) });
      return;
    }
    onLeave();
    router.replace(`/blueprints/${saved.id}/edit`, { scroll: false });
  };

  return {
    /** Until something is changed. */
    refusalsOf: (text: string) => (refused?.text === text ? refused.problems : none),
    isPending,
    clear,
    run: async () => {
      if (!isPending) await saveOver(base.stored?.loaded);
    },
    isInConflict,
    /** Saves over what somebody else saved. */
    overwrite: (theirs: BlueprintDetails) => {
      setInConflict(false);
      return saveOver(storedOf(theirs).loaded);
    },
    /** Takes what they saved in place of the draft. */
    takeOver: (theirs: BlueprintDetails) => {
      setInConflict(false);
      setBase({ stored: storedOf(theirs), blueprint: fileIn(theirs) });
      load(fileIn(theirs));
    },
    /** @returns whether it is published */
    publish: async (note: string, isDirty: boolean): Promise<boolean> => {
      if (isPending) return false;
      let loaded = base.stored?.loaded;
      let id = base.blueprint.id;
      if (!loaded || isDirty) {
        const saved = await send(loaded);
        if (!saved) return false;
        ({ loaded } = storedOf(saved));
        id = saved.id;
        if (base.stored) setBase({ stored: storedOf(saved), blueprint: fileIn(saved) });
      }
      try {
        const published = await publish.mutateAsync({ id, note, loaded });
        onLeave();
        showSuccess(`${published.title}, version ${published.version}, is published.`);
        router.push(`/blueprints/${id}`);
        router.refresh();
        return true;
      } catch (thrown) {
        if (isConflict(thrown)) setInConflict(true);
        else refuse(refusalsFor(thrown));
        // A blueprint that was new a moment ago has a page of its own now.
        if (!base.stored) {
          onLeave();
          router.replace(`/blueprints/${id}/edit`, { scroll: false });
        }
        return false;
      }
    },
  };
}
