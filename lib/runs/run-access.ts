import type { Caller } from '#lib/access/caller.ts';
import { isAdministrator, mayRead } from '#lib/connectors/connector-access.ts';
import { StudioError } from '#lib/errors.ts';
import { mayUseGroup } from '#lib/models/model-group-access.ts';
import { horizons, type RunPorts, type StoredRow, type StoredRun } from './ports.ts';

type AccessPorts = Pick<RunPorts, 'targets' | 'settings'>;

/** The caller, an administrator, and whoever may read its connector once it was shared (threats.md M-11). An owner of the connector sees counts. */
export function maySee(caller: Caller, run: StoredRow, ports: AccessPorts): boolean {
  if (run.user_id === caller.id || isAdministrator(caller)) return true;
  return run.shared_at !== null && mayReadCalled(caller, run, ports);
}

type Called = Pick<StoredRow, 'connector_id' | 'model_id'>;

/** What is gone is nobody's to read. */
export function mayReadCalled(caller: Caller, { connector_id, model_id }: Called, { targets, settings }: AccessPorts): boolean {
  const current = settings.current();
  const isControlled = current.flag('connector_access_control_enabled');
  const model = model_id === null ? undefined : targets.model(model_id)?.target;
  if (model_id !== null && !model) return false;
  if (model?.model && !mayUseGroup(caller, model.model.group, current.flag('model_access_control_enabled'))) return false;
  // A connector inside of a model has the model's id.
  const connector = connector_id !== null && connector_id !== model_id ? targets.connector(connector_id) : model;
  return connector !== undefined && mayRead(caller, connector, isControlled);
}

/** @throws StudioError 404 for one that does not exist, is not kept any more, or is not the caller's to see */
export function visibleRun(caller: Caller, id: string, ports: RunPorts): StoredRun {
  const run = ports.runs.find(id);
  if (run && run.finished_at > horizons(ports).runs && maySee(caller, run, ports)) return run;
  throw new StudioError('resource_not_found_exception', 404, `Failed to find run with the provided run id: ${id}`);
}
