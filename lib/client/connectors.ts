import type { BlueprintLink } from '#lib/blueprints/connector-link.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import type { PatchOperation } from '#lib/json/apply-patch.ts';
import type { ModelState } from '#lib/models/model.ts';
import { readError, request, requestText } from './http.ts';
import { type ListQuery, toSearch } from './list-query.ts';
import { readEvents } from './read-events.ts';

export type ConnectorState = { name: 'blocked' | 'credential_missing' | 'last_run_failed' | 'ready' | 'not_run'; reason?: string };

export type LastRun = { outcome: string; status: number; duration_ms: number; finished_at: number };

/** True, or the reason why not, to show. */
export type Can = Record<'update' | 'delete', true | string>;

export type ConnectorRow = {
  connector_id: string;
  name: string;
  description?: string;
  protocol: string;
  host: string;
  provider: string;
  action_types: string[];
  access?: string;
  owner?: string;
  version?: string;
  models: number;
  state: ConnectorState;
  last_run?: LastRun;
  created_time: number;
  last_updated_time: number;
  can: Can;
};

export type Facets = Record<string, { value: string; count: number }[]>;
export type List<Row> = { total: number; items: Row[]; facets?: Facets };

export type ConnectorDetails = {
  connector_id: string;
  connector: Connector;
  credential_keys: { name: string; is_set: boolean; set_at: number; set_by: string }[];
  state: ConnectorState;
  blueprint?: BlueprintLink;
  models: { model_id: string; name: string; state: ModelState }[];
  last_run?: LastRun;
  /** Services that keep failing and are not called for a while. */
  left_alone?: { origin: string; state: 'open' | 'probing' /** Seconds. */; retry_after: number }[];
  can: Can;
} & Loaded;

export type Problem = {
  /** Names and numbers with dots between, `actions.0.url`; empty for the whole. */
  path: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** A change of the create body. */
  fix?: { label: string; patch: PatchOperation[] };
};

export const listConnectors = (query: ListQuery, signal?: AbortSignal) =>
  request<List<ConnectorRow>>('GET', `/api/studio/connectors${toSearch(query)}`, { signal });

export const getConnector = (id: string, signal?: AbortSignal) =>
  request<ConnectorDetails>('GET', `/api/studio/connectors/${encodeURIComponent(id)}`, { signal });

/**
 * @param body JSON text of a create body, sent as it is: numbers keep their spelling
 * @param blueprint the blueprint that it was made from
 * @param version of the blueprint; absent: the newest
 */
export const createConnector = (body: string, blueprint?: string, version?: number) =>
  request<{ connector_id: string }>(
    'POST',
    `/_plugins/_ml/connectors/_create${toSearch({ blueprint_id: blueprint, blueprint_version: version })}`,
    { text: body },
  );

/** Which version of an object was loaded. */
export type Loaded = { _seq_no: number; _primary_term: number };

/** Saves over the version that was loaded; 409 when somebody saved meanwhile. */
export const updateConnector = (id: string, body: string, loaded: Loaded) =>
  request<unknown>(
    'PUT',
    `/_plugins/_ml/connectors/${encodeURIComponent(id)}?if_seq_no=${loaded._seq_no}&if_primary_term=${loaded._primary_term}`,
    { text: body },
  );

/** A step of a save under deployed models, done; `roll_back` takes back all that went before it. */
export type SaveStep = { step: 'undeploy' | 'deploy'; model_id: string; name: string } | { step: 'save' | 'roll_back' };

/**
 * The same for a connector that deployed models use: undeploys them, saves, deploys them again, or leaves all as it was.
 * @param onSteps is told what was done, also when it was taken back
 * @returns the models that were deployed again
 * @throws StudioError the refusal of the step that failed
 */
export async function saveInUse(
  id: string,
  body: string,
  loaded: Loaded,
  onSteps?: (steps: readonly SaveStep[]) => void,
): Promise<readonly string[]> {
  const path = `/api/studio/connectors/${encodeURIComponent(id)}/_save${toSearch({ if_seq_no: loaded._seq_no, if_primary_term: loaded._primary_term })}`;
  const events = readEvents(await requestText('POST', path, { text: body }));
  // as: the shapes that this route answers
  onSteps?.(events.filter(({ event }) => event === 'progress').map(({ data }) => JSON.parse(data) as SaveStep));
  const text = events.findLast(({ event }) => event === 'result')?.data ?? '{}';
  const result = JSON.parse(text) as { model_ids?: string[]; status?: number };
  if (result.model_ids) return result.model_ids;
  throw readError({ status: result.status ?? 500, statusText: '', headers: new Headers() }, text);
}

export const deleteConnector = (id: string) => request<unknown>('DELETE', `/_plugins/_ml/connectors/${encodeURIComponent(id)}`);

/** @param connector JSON text of the create body as it stands in the editor */
export const checkConnector = (connector: string, id: string | undefined, signal?: AbortSignal) =>
  request<{ problems: Problem[] }>('POST', '/api/studio/connectors/_check', {
    text: `{"connector":${connector}${id ? `,"connector_id":${JSON.stringify(id)}` : ''}}`,
    signal,
  });

/** One state of a connector in its history. */
export type ConnectorChange = {
  version: number;
  at: number;
  /** Null for what was stored before changes were kept. */
  by: string | null;
  /** Paths of what changed, `parameters.model`; empty for the first state. */
  changed: string[];
};

const versionsOf = (id: string) => `/api/studio/connectors/${encodeURIComponent(id)}/versions`;

/** Changes of a connector, newest first. */
export const listVersions = (id: string, signal?: AbortSignal) => request<List<ConnectorChange>>('GET', versionsOf(id), { signal });

/** A connector as it was. */
export const getVersion = (id: string, version: number, signal?: AbortSignal) =>
  request<ConnectorChange & { connector: Connector }>('GET', `${versionsOf(id)}/${version}`, { signal });
