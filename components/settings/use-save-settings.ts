'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { FormProblem } from '#components/ui/form-problems.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { LoadedSettings } from '#lib/client/settings.ts';
import { isStudioError } from '#lib/errors.ts';
import { mlCommons } from '#lib/settings/setting.ts';
import { settingsQuery, trustCheckQuery, useSaveSettings } from './queries.ts';
import { type JudgedTrust, needsConfirmation, touchesTrust } from './setting-effects.ts';
import { type Change, changedByOthers, settingsBody } from './settings-draft.ts';
import { fieldOf, patternProblems, problemsOf, trustInput } from './settings-problems.ts';

type Options = {
  loaded: LoadedSettings;
  changes: readonly Change[];
  /** What stands in the way whatever the values: text that could not be read. */
  obstacles: readonly FormProblem[];
  onSaved: () => void;
  /** Problems were found: shows them all and leads to the first. */
  onRefused: (problems: readonly FormProblem[]) => void;
};

const nothingJudged: JudgedTrust = { blocked: [] };

const isConflict = (thrown: unknown) => isStudioError(thrown) && (thrown.status === 409 || thrown.status === 412);

/** Validates, asks where that is due, saves. */
export function useSave({ loaded, changes, obstacles, onSaved, onRefused }: Options) {
  const cache = useQueryClient();
  const router = useRouter();
  const mutation = useSaveSettings();
  const [asking, setAsking] = useState<JudgedTrust>();
  const [isChecking, setChecking] = useState(false);

  const refuse = (problems: readonly FormProblem[]) => {
    setAsking(undefined);
    onRefused(problems);
  };
  const put = async (version: LoadedSettings, isSecondTry = false): Promise<void> => {
    try {
      await mutation.mutateAsync({ body: settingsBody(changes), loaded: version });
    } catch (thrown) {
      const now = cache.getQueryData(settingsQuery().queryKey);
      const touched = new Map(changes.map(({ row, after }) => [row.key, after]));
      const isForeign = now !== undefined && changedByOthers(touched, version.items, now.items).length > 0;
      if (isConflict(thrown) && now && !isForeign && !isSecondTry) return put(now, true); // the others changed something else
      const message = isConflict(thrown) ? 'Somebody else changed the same settings meanwhile. Review, then save again.' : wordsOf(thrown);
      return refuse([{ message, ...fieldOf(message, changes) }]);
    }
    setAsking(undefined);
    const [first] = changes;
    showSuccess(changes.length === 1 && first ? `${first.row.title} saved.` : `${changes.length} settings saved.`);
    onSaved();
    // The line under the header, which the server draws, says whether predictions may leave.
    if (changes.some(({ row }) => row.key === `${mlCommons}remote_inference.enabled`)) router.refresh();
  };
  const judge = async () => {
    if (!touchesTrust(changes)) return { problems: [], judged: nothingJudged };
    const check = await cache.fetchQuery({ ...trustCheckQuery(trustInput(loaded.items, changes)), staleTime: 0 });
    return { problems: patternProblems(changes, check), judged: check };
  };
  const save = async () => {
    const problems = [...obstacles, ...problemsOf(changes)];
    if (problems.length > 0) return refuse(problems);
    setChecking(true);
    try {
      const verdict = await judge();
      if (verdict.problems.length > 0) return refuse(verdict.problems);
      if (needsConfirmation(changes, verdict.judged)) return setAsking(verdict.judged);
      await put(loaded);
    } catch (thrown) {
      refuse([{ message: wordsOf(thrown) }]);
    } finally {
      setChecking(false);
    }
  };
  return {
    save,
    isSaving: isChecking || mutation.isPending,
    asking,
    confirm: () => put(loaded),
    cancel: () => setAsking(undefined),
  };
}

const wordsOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));
