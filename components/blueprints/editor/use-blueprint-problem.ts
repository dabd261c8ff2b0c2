import { useCallback } from 'react';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

/** The first error at a place, once it has been typed in or a save was refused for it: an empty form is no wall of complaints. */
export function useBlueprintProblem({ problems, changes, base }: Pick<BlueprintEditorState, 'problems' | 'changes' | 'base'>) {
  const isStored = base.stored !== undefined;
  return useCallback(
    (path: string): string | undefined => {
      const found = problems.find((problem) => problem.severity === 'error' && problem.path === path);
      if (!found) return undefined;
      return isStored || changes.some((place) => place === path || place.startsWith(`${path}.`)) ? found.message : undefined;
    },
    [problems, changes, isStored],
  );
}
