import { clearBatches } from '#lib/batches/forget-batches.ts';
import type { BatchPorts } from '#lib/batches/ports.ts';
import { exportRuns } from '#lib/runs/export-runs.ts';
import { clearRuns } from '#lib/runs/forget-runs.ts';
import { listRuns } from '#lib/runs/list-runs.ts';
import type { RunPorts } from '#lib/runs/ports.ts';
import { runStats } from '#lib/runs/run-stats.ts';
import { shareRun } from '#lib/runs/share-run.ts';
import { showRun } from '#lib/runs/show-run.ts';
import { readExportFormat } from '#lib/search/export-format.ts';
import { type Route, route } from './route.ts';
import { textFile } from './text-file.ts';

const filters = {
  q: 'text',
  outcome: 'text',
  mode: 'text',
  connector_id: 'text',
  model_id: 'text',
  user: 'text',
  status: 'text',
  from: 'integer',
  to: 'integer',
} as const;

/** What predictions came to (architecture.md §10.3). */
export const runRoutes = (ports: RunPorts & Pick<BatchPorts, 'batches'>): Route[] => [
  route('GET', '/api/studio/runs', {
    summary: 'List runs, newest first: the own and the shared ones, for an administrator all',
    query: { ...filters, cursor: 'text', dir: 'text', size: 'integer', facets: 'boolean' },
    run: ({ caller, query }) => listRuns(caller, query, ports),
  }),
  route('GET', '/api/studio/runs/_export', {
    summary: 'Download the runs that the filters let through, as JSON lines or CSV',
    query: { ...filters, as: 'text' },
    run: async ({ caller, query }) => {
      const as = readExportFormat(query.as);
      return textFile(await exportRuns(caller, { ...query, as }, ports), 'runs', as);
    },
  }),
  route('DELETE', '/api/studio/runs', {
    summary: 'Forget every run, every count, and batches that are done',
    run: async ({ caller }) => {
      await clearBatches(caller, undefined, ports);
      return clearRuns(caller, undefined, ports);
    },
  }),
  route('GET', '/api/studio/runs/_stats', {
    summary: 'Count calls by outcome, with percentiles of their durations and tokens',
    query: { from: 'integer', to: 'integer', connector_id: 'text', time_zone: 'text' },
    run: ({ caller, query }) => runStats(caller, query, ports),
  }),
  route('GET', '/api/studio/runs/:run_id', {
    summary: 'Show a run with all that is kept of it',
    run: ({ caller, params }) => showRun(caller, params, ports),
  }),
  route('POST', '/api/studio/runs/:run_id/_share', {
    summary: 'Let everyone see a run who may read its connector',
    run: ({ caller, params }) => shareRun(caller, params, ports),
  }),
];
