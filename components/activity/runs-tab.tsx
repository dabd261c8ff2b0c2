'use client';
import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { Filter } from '#components/ui/filters.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { RunFacets, RunStats } from '#lib/client/runs.ts';
import css from './activity.module.css';
import { inRange, timeSpan, type Values } from './activity-address.ts';
import { ChartsPanel } from './charts-panel.tsx';
import type { FirstPage } from './list-key.ts';
import { facetsQuery } from './queries.ts';
import { RunFlyout } from './run-flyout.tsx';
import { outcomeWords } from './run-outcome.tsx';
import { RunTable } from './run-table.tsx';
import { useOpenRun } from './use-open-run.ts';
import { useRunList } from './use-run-list.ts';

const statuses = [
  { value: '2xx', label: '2xx answered' },
  { value: '429', label: '429 too many' },
  { value: '4xx', label: '4xx refused' },
  { value: '5xx', label: '5xx failed' },
];

export const outcomeFilter: Filter = {
  id: 'outcome',
  label: 'Outcome',
  options: Object.entries(outcomeWords).map(([value, label]) => ({ value, label })),
};
export const statusFilter: Filter = { id: 'status', label: 'Status', options: statuses };

const filtersOf = (facets: RunFacets | undefined): Filter[] => [
  outcomeFilter,
  {
    id: 'connector',
    label: 'Target',
    options: (facets?.connector_id ?? []).map(({ value, label }) => ({ value, ...(label !== undefined && { label }) })),
  },
  { id: 'user', label: 'User', options: (facets?.user ?? []).map(({ value }) => ({ value })) },
  statusFilter,
];

/** What was called: charts of a time, and its runs. */
export function RunsTab({ first, stats }: { first: FirstPage; stats: RunStats | undefined }) {
  const list = useRunList(undefined, first);
  const values: Values = list.state.filters;
  const { range = [], from = [], to = [] } = values;
  const facets = useQuery(facetsQuery({ range, from, to }, () => timeSpan(values, Date.now())));
  const { id, part, open, close } = useOpenRun();
  return (
    <div className={css.stack}>
      <ChartsPanel
        values={values}
        onTime={(chosen) => list.state.change({ filters: { ...list.state.filters, ...chosen } })}
        refresh={list.state.refresh}
        first={stats}
      />
      <RunTable
        list={list}
        filters={filtersOf(facets.data)}
        onOpen={open}
        empty={
          <EmptyState
            icon={<IconActivity size={32} />}
            actions={
              <LinkButton href="/playground" variant="default">
                Open the playground
              </LinkButton>
            }
          >
            No runs {inRange(values)}. What the playground sends and what clients predict stands here.
          </EmptyState>
        }
      />
      <RunFlyout id={id} part={part} onOpen={open} onClose={close} />
    </div>
  );
}
