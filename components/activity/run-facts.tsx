'use client';
import type { ReactNode } from 'react';
import { IdText } from '#components/ui/id-text.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { Run } from '#lib/client/runs.ts';
import { RunTarget, tokensOf } from './run-columns.tsx';
import { RunCost } from './run-cost.tsx';
import css from './run-flyout.module.css';
import { RunTime } from './run-time.tsx';

const modes = { send: 'Service', mock: 'Mock', dry_run: 'Nothing was sent' } as const;

/** What a run called, when, and how long it took. */
export function RunFacts({ run }: { run: Run }) {
  return (
    <dl className={css.facts}>
      <Fact name="Target">
        <RunTarget run={run} />
      </Fact>
      <Fact name="Action">
        <span translate="no">{run.action}</span>
      </Fact>
      <Fact name="Ended">
        <RunTime at={run.finished_at} /> (<TimeAgo at={run.finished_at} />)
      </Fact>
      <Fact name="Status">{run.status ?? '—'}</Fact>
      <Fact name="Time">{run.duration_ms.toLocaleString('en')} ms</Fact>
      <Fact name="Tokens">{tokenWords(run)}</Fact>
      <Fact name="Cost">
        <RunCost run={run} otherwise="—" />
      </Fact>
      <Fact name="By">{run.user}</Fact>
      <Fact name="Sent to">{modes[run.mode]}</Fact>
      <Fact name="Run">
        <IdText id={run.run_id} label="Copy run id" />
      </Fact>
    </dl>
  );
}

function tokenWords(run: Run): string {
  const all = tokensOf(run);
  if (all === undefined) return '—';
  const { input, output } = run.usage ?? {};
  const parts = [input !== undefined && `${input} in`, output !== undefined && `${output} out`].filter(Boolean);
  return parts.length > 1 ? `${all.toLocaleString('en')} (${parts.join(', ')})` : all.toLocaleString('en');
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
