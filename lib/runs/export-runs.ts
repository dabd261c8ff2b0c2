import { operation } from '#lib/access/operation.ts';
import { type Cell, csvLine } from '#lib/search/csv.ts';
import type { ExportFormat } from '#lib/search/export-format.ts';
import { everyRow } from '#lib/search/look-through.ts';
import type { RunPorts } from './ports.ts';
import type { RunRow } from './run.ts';
import { bodiesKeptFrom, lookAtRuns, type RunFilters } from './run-filters.ts';
import { runRow } from './run-row.ts';

/**
 * Every run that the caller may see and the filters let through, newest first, a few lines at a time. What was said is not in it but for the
 * first line of an input, while that is kept.
 */
export const exportRuns = operation(
  'run.read',
  async (caller, { as, ...wish }: RunFilters & { as: ExportFormat }, ports: RunPorts): Promise<AsyncIterable<string>> => {
    await ports.runs.flush();
    const bodiesFrom = bodiesKeptFrom(ports);
    const rows = everyRow(lookAtRuns(caller, wish, { dir: 'older', bodiesFrom }, ports));
    return as === 'csv' ? csvOf() : jsonLinesOf();

    async function* csvOf() {
      yield csvLine(Object.keys(columns));
      for await (const some of rows) yield some.map((row) => csvLine(cellsOf(runRow(row, row.finished_at > bodiesFrom)))).join('');
    }
    async function* jsonLinesOf() {
      for await (const some of rows) yield some.map((row) => `${JSON.stringify(runRow(row, row.finished_at > bodiesFrom))}\n`).join('');
    }
  },
);

const columns = {
  run_id: (run) => run.run_id,
  started_at: (run) => new Date(run.started_at).toISOString(),
  finished_at: (run) => new Date(run.finished_at).toISOString(),
  connector_id: (run) => run.connector_id,
  connector_name: (run) => run.connector_name,
  model_id: (run) => run.model_id,
  model_name: (run) => run.model_name,
  is_draft: (run) => run.is_draft,
  via: (run) => run.via,
  mode: (run) => run.mode,
  action: (run) => run.action,
  outcome: (run) => run.outcome,
  failed_step: (run) => run.failed_step,
  status: (run) => run.status,
  error_type: (run) => run.error_type,
  duration_ms: (run) => run.duration_ms,
  input_tokens: (run) => run.usage?.input,
  output_tokens: (run) => run.usage?.output,
  total_tokens: (run) => run.usage?.total,
  user: (run) => run.user,
  summary: (run) => run.summary,
} satisfies Record<string, (run: RunRow) => Cell>;

const cellsOf = (run: RunRow): Cell[] => Object.values(columns).map((cell) => cell(run));
