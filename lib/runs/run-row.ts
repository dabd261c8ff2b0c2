import type { Usage } from '#lib/predict/usage.ts';
import type { StoredRow } from './ports.ts';
import type { RunRow } from './run.ts';

/** A run as the list shows it; what is not known is left out. */
export function runRow(run: StoredRow, withSummary: boolean): RunRow {
  const { failed_step, error_type, model_id, model_name, service_model, summary } = run;
  const usage = usageOf(run);
  return {
    run_id: run.id,
    via: run.via,
    mode: run.mode,
    connector_id: run.connector_id,
    connector_name: run.connector_name,
    ...(model_id !== null && { model_id, model_name: model_name ?? '' }),
    is_draft: run.is_draft,
    action: run.action,
    outcome: run.outcome,
    ...(failed_step !== null && { failed_step: failed_step as RunRow['failed_step'] }), // as we wrote it
    status: run.status,
    ...(error_type !== null && { error_type }),
    user: run.user_name,
    started_at: run.started_at,
    finished_at: run.finished_at,
    duration_ms: run.duration,
    ...(usage && { usage }),
    ...(service_model !== null && { service_model }),
    ...(withSummary && summary !== null && { summary }),
    shared: run.shared_at !== null,
  };
}

function usageOf({ input_tokens, output_tokens, total_tokens }: StoredRow): Usage | undefined {
  const usage: Usage = {
    ...(input_tokens !== null && { input: input_tokens }),
    ...(output_tokens !== null && { output: output_tokens }),
    ...(total_tokens !== null && { total: total_tokens }),
  };
  return Object.keys(usage).length > 0 ? usage : undefined;
}
