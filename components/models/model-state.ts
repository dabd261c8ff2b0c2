import type { StatusKind } from '#components/ui/status-chip.tsx';
import { deployedStates, type ModelState } from '#lib/models/model.ts';

/** What a person is told; several of ML Commons' states can come to the same. */
type Shown = { id: string; words: string; kind: StatusKind; states: readonly ModelState[] };

const shown: readonly Shown[] = [
  { id: 'deployed', words: 'Deployed', kind: 'success', states: ['DEPLOYED'] },
  { id: 'partly_deployed', words: 'Partly deployed', kind: 'warning', states: ['PARTIALLY_DEPLOYED'] },
  { id: 'deploying', words: 'Deploying', kind: 'progress', states: ['DEPLOYING'] },
  { id: 'registering', words: 'Registering', kind: 'progress', states: ['REGISTERING'] },
  { id: 'not_deployed', words: 'Not deployed', kind: 'neutral', states: ['REGISTERED', 'UNDEPLOYED', 'TRAINED'] },
  { id: 'deploy_failed', words: 'Deploy failed', kind: 'danger', states: ['DEPLOY_FAILED'] },
];

export const shownState = (state: ModelState): Shown =>
  // as: the table above holds every state, which its test proves
  shown.find(({ states }) => states.includes(state)) as Shown;

/** Whether a model holds its connector. */
export const isDeployed = (state: ModelState) => deployedStates.includes(state);

type Facet = { value: string; count: number };

/** ML Commons' states as choices of a filter, those that read alike as one. */
export function stateOptions(facets: readonly Facet[]): { value: string; label: string; count: number }[] {
  const count = (states: readonly string[]) =>
    facets.filter(({ value }) => states.includes(value)).reduce((sum, facet) => sum + facet.count, 0);
  return shown.map(({ id, words, states }) => ({ value: id, label: words, count: count(states) })).filter((option) => option.count > 0);
}

/** The states behind chosen options; what is no option stays, and matches nothing. */
export const statesOf = (ids: readonly string[]): string[] =>
  ids.flatMap((id): readonly string[] => shown.find((one) => one.id === id)?.states ?? [id]);
