import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { isAdministrator } from '#lib/connectors/connector-access.ts';
import { parseJson } from '#lib/json/read-json.ts';
import type { Writable } from '#lib/json/write-json.ts';
import { horizons, type RunBodies, type RunPorts, type StoredRun } from './ports.ts';
import { visibleRun } from './run-access.ts';
import { runRow } from './run-row.ts';

/** A run as it was kept, ready to be written: numbers are spelled as they were. @throws StudioError 404 */
export const showRun = operation('run.read', async (caller, { run_id }: { run_id: string }, ports: RunPorts): Promise<Writable> => {
  const run = visibleRun(caller, run_id, ports);
  const bodies = run.finished_at > horizons(ports).bodies ? run.bodies : undefined;
  const { target, ...request } = requestOf(run, bodies);
  return {
    ...runRow(run, bodies !== undefined),
    ...request,
    target,
    stream: request.stream ?? false,
    bodies: bodies ? 'kept' : 'not_kept',
    input: kept(bodies?.input),
    response: kept(bodies?.response),
    trace: kept(bodies?.trace ?? run.trace),
    cut: bodies ? kept(bodies.cut) : [],
    can: { share: mayShare(caller, run) },
  };
});

const kept = (text: string | null | undefined): Writable => (text ? parseJson(text) : null);

type Request = { action_type?: string; algorithm?: string; scenario?: string; stream?: boolean };

/** What it takes to send it again: a call of `_predict` is repeated at its model. */
function requestOf(run: StoredRun, bodies: RunBodies | undefined): Request & { target: Writable } {
  const { target, ...request } = (run.request === null ? { action_type: run.action } : JSON.parse(run.request)) as Request & {
    target?: Writable; // as keepRun wrote it
  };
  if (target) return { ...request, target };
  if (run.is_draft) return { ...request, target: { connector: bodies?.draft ? parseJson(bodies.draft) : null } };
  return { ...request, target: run.model_id === null ? { connector_id: run.connector_id } : { model_id: run.model_id } };
}

/** True, or the reason to show. */
export function mayShare(caller: Caller, { user_id, is_draft, connector_id }: StoredRun): true | string {
  if (user_id !== caller.id && !isAdministrator(caller)) return 'Only who ran it may share it.';
  if (is_draft && connector_id === null) return 'Save the connector first: who may see a run is who may read its connector.';
  return true;
}
