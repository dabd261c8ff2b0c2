'use client';
import type { MouseEvent } from 'react';
import { IdText } from '#components/ui/id-text.tsx';
import type { Column } from '#components/ui/table-cells.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RunRow } from '#lib/client/runs.ts';
import css from './activity.module.css';
import { RunCost } from './run-cost.tsx';
import { RunOutcome, targetName } from './run-outcome.tsx';
import { RunTime } from './run-time.tsx';

type RunLinkProps = { run: RunRow; onOpen: (id: string) => void };

/** A link, so that it can be sent to somebody; a plain click opens the flyout over the list. */
function RunLink({ run, onOpen }: RunLinkProps) {
  const click = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(run.run_id);
  };
  return (
    <TextLink href={`/activity?open=${encodeURIComponent(run.run_id)}`} onClick={click}>
      <span className={css.time}>
        <RunTime at={run.finished_at} />
      </span>
      <span className="studio-visually-hidden">, {targetName(run)}</span>
    </TextLink>
  );
}

/** The object that a run called; one that is gone keeps its name. */
export function RunTarget({ run }: { run: RunRow }) {
  const { connector_id, model_id, is_draft, via, mode } = run;
  const href = model_id
    ? `/models?open=${encodeURIComponent(model_id)}`
    : connector_id
      ? `/connectors/${encodeURIComponent(connector_id)}`
      : undefined;
  const notes = [is_draft && 'draft', mode === 'mock' && 'mock', via === 'api' && '_predict'].filter(Boolean);
  return (
    <span className={css.target}>
      {href ? <TextLink href={href}>{targetName(run)}</TextLink> : targetName(run)}
      {notes.length > 0 && <span className={css.note}>{notes.join(', ')}</span>}
    </span>
  );
}

const number = (value: number | undefined) => value?.toLocaleString('en');

export const tokensOf = ({ usage }: Pick<RunRow, 'usage'>): number | undefined =>
  usage &&
  (usage.total ?? (usage.input === undefined && usage.output === undefined ? undefined : (usage.input ?? 0) + (usage.output ?? 0)));

/** The columns of the list of runs. @param isOfOne leaves out what all its runs have in common */
export const runColumns = (open: (id: string) => void, { isOfOne = false } = {}): readonly Column<RunRow>[] => [
  { id: 'time', header: 'Time', cell: (run) => <RunLink run={run} onOpen={open} /> },
  ...(isOfOne ? [] : [{ id: 'target', header: 'Target', cell: (run: RunRow) => <RunTarget run={run} /> }]),
  { id: 'action', header: 'Action', cell: ({ action }) => <span translate="no">{action}</span> },
  { id: 'outcome', header: 'Outcome', cell: (run) => <RunOutcome run={run} /> },
  { id: 'status', header: 'Status', isNumeric: true, cell: ({ status }) => status ?? undefined },
  { id: 'duration', header: 'Time ms', isNumeric: true, cell: ({ duration_ms }) => number(duration_ms) },
  { id: 'tokens', header: 'Tokens', isNumeric: true, cell: (run) => number(tokensOf(run)) },
  { id: 'cost', header: 'Cost', isNumeric: true, isExtra: true, cell: (run) => <RunCost run={run} otherwise="—" /> },
  { id: 'user', header: 'By', cell: ({ user }) => user },
  { id: 'summary', header: 'Input', isExtra: true, cell: ({ summary }) => summary && <span className={css.summary}>{summary}</span> },
  { id: 'id', header: 'Id', isExtra: true, cell: ({ run_id }) => <IdText id={run_id} label="Copy run id" /> },
];
