import { useRef } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { goToBlueprintField } from './blueprint-field.ts';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

/** F8 and Shift+F8 lead from problem to problem and say each; within a code editor they move between its placeholders and problems. */
export function useProblemKeys({ problems, editor }: BlueprintEditorState, showForm: () => void) {
  const announce = useAnnounce();
  const last = useRef<string>(undefined); // by its words, since the list changes while one mends
  const keyOf = ({ path, message }: { path: string; message: string }) => `${path} ${message}`;
  const step = (by: 1 | -1) => {
    if (problems.length === 0) {
      announce('No problems.');
      return;
    }
    const here = problems.findIndex((problem) => keyOf(problem) === last.current);
    const from = here === -1 && by === -1 ? 0 : here;
    const next = problems.at((from + by + problems.length) % problems.length);
    if (!next) return;
    last.current = keyOf(next);
    showForm();
    requestAnimationFrame(() => goToBlueprintField(next.path, editor.settled));
    announce(next.message);
  };
  useShortcut('f8', 'Next problem', () => step(1));
  useShortcut('shift+f8', 'Problem before', () => step(-1));
}
