import { StatusChip } from '#components/ui/status-chip.tsx';
import type { ModelState } from '#lib/models/model.ts';
import { shownState } from './model-state.ts';

/** The state of a model in plain words, with ML Commons' own in the tooltip. */
export function ModelChip({ state }: { state: ModelState }) {
  const { kind, words } = shownState(state);
  return (
    <StatusChip kind={kind} reason={state}>
      {words}
    </StatusChip>
  );
}
