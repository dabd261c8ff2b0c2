import { stepLabels } from '#components/playground/step-labels.ts';
import { StatusChip, type StatusKind } from '#components/ui/status-chip.tsx';
import type { RunRow } from '#lib/client/runs.ts';

export const outcomeWords = { answered: 'Answered', failed: 'Failed', cancelled: 'Cancelled', dry_run: 'Dry run' } as const;

const kinds: Record<RunRow['outcome'], StatusKind> = { answered: 'success', failed: 'danger', cancelled: 'neutral', dry_run: 'neutral' };

/** How a run ended; of one that failed the step. */
export function RunOutcome({ run: { outcome, failed_step } }: { run: Pick<RunRow, 'outcome' | 'failed_step'> }) {
  return (
    <StatusChip kind={kinds[outcome]}>{outcome === 'failed' && failed_step ? stepLabels[failed_step] : outcomeWords[outcome]}</StatusChip>
  );
}

/** The same in words, for what is read out and for names of controls. */
export const outcomeText = ({ outcome, failed_step, status }: Pick<RunRow, 'outcome' | 'failed_step' | 'status'>): string =>
  [outcome === 'failed' && failed_step ? `Failed at ${stepLabels[failed_step]}` : outcomeWords[outcome], status].filter(Boolean).join(' ');

/** What a run called, by name. */
export const targetName = ({ model_name, connector_name, connector_id, is_draft }: RunRow): string =>
  model_name || connector_name || (is_draft ? 'A draft' : (connector_id ?? 'Unknown'));
