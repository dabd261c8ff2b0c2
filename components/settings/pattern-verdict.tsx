import { Button, Tooltip } from '@mantine/core';
import { StatusChip, type StatusKind } from '#components/ui/status-chip.tsx';
import type { PatternCheck } from '#lib/settings/pattern-check.ts';
import css from './pattern-list.module.css';

/** A verdict of the server. How many connectors a pattern matches is counted for trusted endpoints only. */
export type Judged = PatternCheck & { connectors?: number };

/** Later lists win over earlier ones. */
export const verdictsByPattern = (...lists: readonly (readonly Judged[] | undefined)[]): ReadonlyMap<string, Judged> =>
  new Map(lists.flatMap((verdicts) => verdicts ?? []).map((verdict) => [verdict.pattern, verdict]));

/** The server's words without the pattern at their end, which stands beside them. */
export function problemText(verdict: Judged | undefined): string | undefined {
  if (!verdict?.problem) return undefined;
  const { problem, pattern } = verdict;
  return problem.endsWith(`: ${pattern}`) ? `${problem.slice(0, -pattern.length - 2)}.` : problem;
}

function summary({ valid, any_host, pins_host, notes }: Judged): { kind: StatusKind; words: string } {
  if (!valid) return { kind: 'danger', words: 'Not valid' };
  if (any_host) return { kind: 'warning', words: 'Any host' };
  if (!pins_host) return { kind: 'warning', words: 'Text after the host can match' };
  if (notes.length === 0) return { kind: 'success', words: 'Host pinned' };
  return { kind: 'warning', words: `Host pinned, ${notes.length === 1 ? '1 note' : `${notes.length} notes`}` };
}

const counted = (count: number) => (count === 1 ? '1 connector' : `${count} connectors`);

type PatternVerdictProps = {
  pattern: string;
  verdict: Judged | undefined;
  /** Puts the pattern that fixes the host in its place; left out for those who may not change the list. */
  onPin?: (pinned: string) => void;
};

/** What the matcher says about one pattern: whether it fixes the host, and how many connectors it lets through. */
export function PatternVerdict({ pattern, verdict, onPin }: PatternVerdictProps) {
  if (pattern === '') return <span className={css.verdict} />;
  if (!verdict) {
    return (
      <span className={css.verdict}>
        <span className={css.waiting}>Checking…</span>
      </span>
    );
  }
  const { kind, words } = summary(verdict);
  const { pinned } = verdict;
  return (
    <span className={css.verdict}>
      <span className={css.pin}>
        <StatusChip kind={kind} {...(verdict.notes.length > 0 && { reason: verdict.notes.join(' ') })}>
          {words}
        </StatusChip>
        {pinned && onPin && (
          <Tooltip label={pinned}>
            <Button variant="subtle" size="compact-sm" aria-label={`Pin the host: ${pinned}`} onClick={() => onPin(pinned)}>
              Pin the host
            </Button>
          </Tooltip>
        )}
      </span>
      {verdict.valid && verdict.connectors !== undefined && <span className={css.count}>{counted(verdict.connectors)}</span>}
    </span>
  );
}
