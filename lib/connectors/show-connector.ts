import { operation } from '#lib/access/operation.ts';
import { blueprintLink } from '#lib/blueprints/connector-link.ts';
import type { BlueprintReads } from '#lib/blueprints/ports.ts';
import { areModelsControlled } from '#lib/models/assert-model-open.ts';
import type { ModelState } from '#lib/models/model.ts';
import { type GuardedGroup, mayUseGroup } from '#lib/models/model-group-access.ts';
import type { AddressJudge } from './address.ts';
import { connectorState, type LastRun, obstacleOf } from './connector-state.ts';
import { getConnector } from './get-connector.ts';
import { abilities } from './list-connectors.ts';
import type { ConnectorPorts } from './ports.ts';
import { primaryTerm } from './precondition.ts';

export type LeftAlone = {
  origin: string;
  /** Calls are refused, or one of them tries whether the service is back. */
  state: 'open' | 'probing';
  /** Seconds until the next try. */
  retry_after: number;
};

export type ShowPorts = Pick<ConnectorPorts, 'connectors' | 'settings'> & {
  /** Judges hosts too. */
  hosts(): AddressJudge;
  /** Models that refer to a connector, by name; with their group where it is not open to all. */
  modelsOf(connectorId: string): { model_id: string; name: string; state: ModelState; group: GuardedGroup | undefined }[];
  blueprints: BlueprintReads;
  lastRunOf(connectorId: string): LastRun | undefined;
  /** Services of it that keep failing, so that nobody calls them for a while (threats.md L-06). */
  leftAlone(connectorId: string): LeftAlone[];
};

/** All that the page of one connector shows (architecture.md §10.3). @throws StudioError 403, 404 */
export const showConnector = operation('connector.read', async (caller, { connector_id }: { connector_id: string }, ports: ShowPorts) => {
  const stored = await getConnector(caller, { connector_id }, ports);
  const { connector, seq_no } = stored;
  const keys = await ports.connectors.credentialKeys(connector_id);
  const set = new Set(keys.filter(({ is_set }) => is_set).map(({ name }) => name));
  const names = keys.map(({ name }) => name);
  const blueprint = blueprintLink(caller, stored, names, ports.blueprints);
  const last_run = ports.lastRunOf(connector_id);
  const left_alone = ports.leftAlone(connector_id);
  const isControlled = await ports.settings.flag('connector_access_control_enabled');
  const isModelControlled = await areModelsControlled(ports.settings);
  const models = ports.modelsOf(connector_id).filter(({ group }) => mayUseGroup(caller, group, isModelControlled));
  return {
    connector_id,
    connector,
    credential_keys: keys,
    state: connectorState(obstacleOf(connector, set, ports.hosts()), last_run),
    ...(blueprint && { blueprint }),
    models: models.map(({ group: _, ...model }) => model),
    ...(last_run && { last_run }),
    ...(left_alone.length > 0 && { left_alone }),
    can: abilities(caller, stored, isControlled),
    _seq_no: seq_no,
    _primary_term: primaryTerm,
  };
});
