import { operation } from '#lib/access/operation.ts';
import { illegalArgument, StudioError } from '#lib/errors.ts';
import { horizons, type RunPorts } from './ports.ts';
import type { RunRow } from './run.ts';
import { visibleRun } from './run-access.ts';
import { runRow } from './run-row.ts';
import { mayShare } from './show-run.ts';

/**
 * Lets everyone see a run who may read its connector. The link holds the run's id and nothing else: whoever opens it signs in first.
 * @throws StudioError 404; 403 for a run of somebody else; 400 for a draft of no stored connector
 */
export const shareRun = operation(
  'run.read',
  async (caller, { run_id }: { run_id: string }, ports: RunPorts): Promise<RunRow & { link: string }> => {
    const run = visibleRun(caller, run_id, ports);
    const reason = mayShare(caller, run);
    if (reason !== true && run.user_id !== caller.id) throw new StudioError('security_exception', 403, reason);
    if (reason !== true) throw illegalArgument(reason);
    await ports.runs.share(run_id, ports.now());
    const row = runRow(run, run.finished_at > horizons(ports).bodies);
    return { ...row, shared: true, link: `/playground?run=${encodeURIComponent(run_id)}` };
  },
);
