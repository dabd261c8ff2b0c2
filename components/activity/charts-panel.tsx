'use client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ChartFigure } from '#components/ui/chart.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { usePreferences } from '#components/ui/preferences.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { StaleCallout } from '#components/ui/stale-callout.tsx';
import type { RunStats } from '#lib/client/runs.ts';
import css from './activity.module.css';
import { inRange, onlyConnector, rangeOf, timeSpan, type Values } from './activity-address.ts';
import { statsQuery } from './queries.ts';
import { latencyChart, outcomeChart, tokenChart } from './run-charts.ts';
import { useIsInBrowser } from './run-time.tsx';
import { TimeRange } from './time-range.tsx';

type ChartsPanelProps = {
  /** Of the address. */
  values: Values;
  onTime: (values: { range: string[]; from: string[]; to: string[] }) => void;
  /** Milliseconds between refreshes; 0 is off. */
  refresh: number;
  /** What the server counted, until the browser asks for the days of its own time zone. */
  first: RunStats | undefined;
};

/** What left this server in a time: how it ended, how long it took, what it used. The time is also that of the list. */
export function ChartsPanel({ values, onTime, refresh, first }: ChartsPanelProps) {
  const { preferences, change } = usePreferences();
  const { tables = {}, time_zone } = preferences;
  const isHidden = tables.charts === 'hidden';
  const connector_id = onlyConnector(values);
  const isInBrowser = useIsInBrowser();
  const zone = time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { range, from, to } = values;
  const query = useQuery({
    ...statsQuery({ range, from, to, connector_id, zone }, () => ({
      ...timeSpan(values, Date.now()),
      time_zone: zone,
      ...(connector_id !== undefined && { connector_id }),
    })),
    refetchInterval: refresh || false,
    placeholderData: (before) => before ?? first,
  });
  const { data, error, refetch } = query;
  const toggle = () => change({ tables: { ...tables, charts: isHidden ? 'shown' : 'hidden' } });
  return (
    <Panel
      id="activity-charts"
      title={values.range?.[0] === 'custom' ? 'Calls in this time' : rangeOf(values).label}
      description={data ? sentenceOf(data.total) : 'Calls that left this server'}
      actions={
        <>
          <Button variant="subtle" onClick={toggle} aria-expanded={!isHidden} aria-controls="activity-charts">
            {isHidden ? 'Show charts' : 'Hide charts'}
          </Button>
          <TimeRange values={values} onChange={onTime} />
        </>
      }
    >
      {isHidden ? undefined : error && !data ? (
        <ErrorState error={error} title="Could not load the charts." onRetry={() => refetch()} />
      ) : data ? (
        <>
          {error && <StaleCallout loadedAt={query.dataUpdatedAt} error={error} onRetry={() => refetch()} />}
          <Charts
            stats={data}
            zone={isInBrowser ? zone : 'UTC'}
            nothing={`No call left this server ${inRange(values)}. Mocks and dry runs are listed below, not counted here.`}
          />
        </>
      ) : (
        <BoxSkeleton height={264} label="Loading the charts" />
      )}
    </Panel>
  );
}

const callsOf = ({ answered, failed, cancelled }: RunStats['total']) => answered + failed + cancelled;

/** What happened, in a line. */
export function sentenceOf(total: RunStats['total']): string {
  const { answered, failed, p95, tokens } = total;
  if (callsOf(total) === 0) return 'No call left this server';
  const parts = [
    `${answered.toLocaleString('en')} answered`,
    failed > 0 && `${failed.toLocaleString('en')} failed`,
    p95 !== null && `p95 ${p95.toLocaleString('en')} ms`,
    tokens.total > 0 && `${tokens.total.toLocaleString('en')} tokens`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** There is no half a call: an axis that is all but empty has no words between its numbers. */
const count = (value: number) =>
  Number.isInteger(value) ? value.toLocaleString('en', { notation: value >= 100_000 ? 'compact' : 'standard' }) : '';
const whole = (value: number) => value.toLocaleString('en');
const milliseconds = (value: number) => (value >= 10_000 ? `${Math.round(value / 1_000)} s` : `${whole(value)} ms`);
const exactly = (value: number) => `${whole(value)} ms`;

function Charts({ stats, zone, nothing }: { stats: RunStats; zone: string; nothing: string }) {
  const outcomes = useMemo(() => outcomeChart(stats, zone), [stats, zone]);
  const latency = useMemo(() => latencyChart(stats), [stats]);
  const tokens = useMemo(() => tokenChart(stats), [stats]);
  if (callsOf(stats.total) === 0) return <p className={css.nothing}>{nothing}</p>;
  const { drawn, ...times } = latency;
  return (
    <div className={css.charts}>
      <ChartFigure title="Runs by outcome" labelHeader="Time" isStacked format={count} formatValue={whole} {...outcomes} />
      <ChartFigure title="Latency by connector" labelHeader="Connector" format={milliseconds} formatValue={exactly} {...times}>
        {drawn < times.rowLabels.length && (
          <p className={css.nothing}>
            {drawn} of {times.rowLabels.length} connectors are drawn; the table has all.
          </p>
        )}
      </ChartFigure>
      <ChartFigure title="Tokens by day" labelHeader="Day" isStacked format={count} formatValue={whole} {...tokens} />
    </div>
  );
}
