import '#server-only';
import type Database from 'better-sqlite3';
import type { AddressJudge } from '#lib/connectors/address.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { connectorState, type LastRun, obstacleOf } from '#lib/connectors/connector-state.ts';
import type { ConnectorFacts, ConnectorLine, ConnectorLines } from '#lib/connectors/list-connectors.ts';
import type { ModelFacts, ModelLine, ModelLines } from '#lib/models/list-models.ts';
import type { Model, ModelState } from '#lib/models/model.ts';
import type { ModelGroup } from '#lib/models/model-group.ts';
import type { GuardedGroup } from '#lib/models/model-group-access.ts';
import type { Task } from '#lib/models/task.ts';
import { sortKey } from '#lib/search/sort-key.ts';
import { type Line, LineTable } from './line-table.ts';
import { listFeed } from './list-feed.ts';

// The casts below name the columns of the statements beside them.

/** Several small statements: joined, they take several times as long. */
function lastRuns(reads: Database.Database, kind: 'connector' | 'model'): (id: string) => LastRun | null {
  const run = reads.prepare('SELECT outcome, status, duration AS duration_ms, finished_at FROM last_run WHERE kind = ? AND target_id = ?');
  return (id) => (run.get(kind, id) as LastRun | undefined) ?? null;
}

const rolesOf = (text: string | null): string[] => (text === null ? [] : (JSON.parse(text) as string[]));
const textOf = (...parts: (string | null)[]) => parts.join('\n').toLowerCase();
const keyOf = (text: string | null) => (text === null ? null : sortKey(text));

/**
 * The studio's lists: sorted and counted in memory, their rows read from the database.
 * @param hosts judges connectors under the settings in force
 */
export function listStore(
  { reads, lists }: { reads: Database.Database; lists: Database.Database },
  hosts: () => AddressJudge,
  breathe: () => Promise<void>,
): { lines: ConnectorLines; modelLines: ModelLines } {
  const connectors = new LineTable(lists, 'connector_line', connectorSorts);
  const models = new LineTable(lists, 'model_line', modelSorts);
  const [connectorRow, modelRow] = [connectorRows(reads), modelRows(reads)];
  const [connectorWrites, modelWrites] = [connectors.writes(), models.writes()];
  const modelsOf = reads.prepare('SELECT id FROM model WHERE connector_id = ?').pluck();
  const feed = {
    indexes: [...connectors.indexes, ...models.indexes],
    connector(id: string) {
      const row = connectorRow(id);
      if (row) connectorWrites.put(connectorLine(row, hosts()));
      else connectorWrites.remove(id);
      for (const model of modelsOf.all(id) as string[]) feed.model(model); // they are sorted and filtered by its name
    },
    model(id: string) {
      const row = modelRow(id);
      if (row) modelWrites.put(modelLine(row));
      else modelWrites.remove(id);
    },
  };
  const ready = listFeed({ reads, lists }, feed, () => hosts().version, breathe);
  return {
    lines: { ...connectors.reads<ConnectorFacts>(breathe), ready, row: connectorRow },
    modelLines: { ...models.reads<ModelFacts>(breathe), ready, row: modelDetails(reads, modelRow) },
  };
}

type ConnectorRow = Omit<ConnectorLine, 'last_run' | 'backend_roles' | 'models'> & { definition: string };

function connectorRows(reads: Database.Database): ConnectorLines['row'] {
  const byId = reads.prepare(
    `SELECT id, seq_no, name, description, protocol, host, provider, access, owner_id, owner_name, blueprint_id, definition, created_time,
       updated_time FROM connector WHERE id = ?`,
  );
  const lastRun = lastRuns(reads, 'connector');
  const models = reads.prepare('SELECT count(*) FROM model WHERE connector_id = ?').pluck();
  const setNames = reads.prepare('SELECT name FROM sealed_credential WHERE owner_id = ? AND is_set').pluck();
  return (id) => {
    const row = byId.get(id) as ConnectorRow | undefined;
    if (!row) return undefined;
    const { definition, ...line } = row;
    const connector = JSON.parse(definition) as Connector; // as we wrote it
    const backend_roles = line.access === 'restricted' ? (connector.backend_roles ?? []) : [];
    const counted = { models: models.get(id) as number, last_run: lastRun(id) };
    return { line: { ...line, backend_roles, ...counted }, connector, set: new Set(setNames.all(id) as string[]) };
  };
}

const connectorSorts = [
  'name',
  'protocol',
  'host',
  'provider',
  'access',
  'owner',
  'models',
  'state',
  'last_run',
  'created_time',
  'updated_time',
] as const;

function connectorLine({ line, connector, set }: NonNullable<ReturnType<ConnectorLines['row']>>, judge: AddressJudge): Line {
  const { id, name, protocol, host, provider, access, backend_roles, owner_id, owner_name, models, last_run } = line;
  const state = connectorState(obstacleOf(connector, set, judge), last_run ?? undefined).name;
  const sorts: Record<(typeof connectorSorts)[number], string | number | null> = {
    name: sortKey(name),
    protocol,
    host: sortKey(host),
    provider,
    access,
    owner: keyOf(owner_name),
    models,
    state,
    last_run: last_run?.finished_at ?? null,
    created_time: line.created_time,
    updated_time: line.updated_time,
  };
  const group: ConnectorFacts = { provider, protocol, access, backend_roles, state };
  return { id, group, owner_id, text: textOf(name, host, id), sorts };
}

type ModelRow = Omit<ModelLine, 'source' | 'connector' | 'last_run' | 'group'> & {
  function_name: string;
  connector_id: string | null;
  model_group_id: string | null;
};
type UsedRow = Omit<NonNullable<ModelLine['connector']>, 'backend_roles'> & { backend_roles: string | null };

function modelRows(reads: Database.Database): (id: string) => ModelLine | undefined {
  const byId = reads.prepare(
    'SELECT id, seq_no, name, function_name, state, created_time, updated_time, connector_id, model_group_id FROM model WHERE id = ?',
  );
  const closed = reads.prepare("SELECT definition, owner_id FROM model_group WHERE id = ? AND access != 'public'");
  const used = reads.prepare(
    `SELECT id, name, protocol, access, owner_id, iif(access = 'restricted', json_extract(definition, '$.backend_roles'), NULL) AS backend_roles
     FROM connector WHERE id = ?`,
  );
  const lastRun = lastRuns(reads, 'model');
  return (id) => {
    const row = byId.get(id) as ModelRow | undefined;
    if (!row) return undefined;
    const { function_name, connector_id, model_group_id, ...line } = row;
    const source = connector_id !== null ? 'connector' : function_name === 'REMOTE' ? 'own_connector' : 'cluster';
    const group = closed.get(model_group_id) as { definition: string; owner_id: string | null } | undefined;
    const on = connector_id === null ? undefined : (used.get(connector_id) as UsedRow | undefined);
    const connector = on && { ...on, backend_roles: rolesOf(on.backend_roles) };
    return { ...line, source, connector, ...(group && { group: guarded(group) }), last_run: lastRun(id) };
  };
}

function guarded({ definition, owner_id }: { definition: string; owner_id: string | null }): GuardedGroup {
  const { access, backend_roles } = JSON.parse(definition) as ModelGroup; // as we wrote it
  return { access, owner_id, ...(backend_roles && { backend_roles }) };
}

function modelDetails(reads: Database.Database, line: (id: string) => ModelLine | undefined): ModelLines['row'] {
  const definitions = reads.prepare(
    'SELECT m.definition, c.definition AS connector FROM model m LEFT JOIN connector c ON c.id = m.connector_id WHERE m.id = ?',
  );
  const task = reads.prepare('SELECT id, definition FROM task WHERE model_id = ? ORDER BY created_time DESC, rowid DESC LIMIT 1');
  return (id) => {
    const found = line(id);
    const row = definitions.get(id) as { definition: string; connector: string | null } | undefined;
    if (!found || !row) return undefined;
    const model = JSON.parse(row.definition) as Model; // as we wrote it
    const used = row.connector === null ? model.connector : (JSON.parse(row.connector) as Connector);
    const last = task.get(id) as { id: string; definition: string } | undefined;
    const last_task = last && { task_id: last.id, ...(JSON.parse(last.definition) as Task) };
    return { line: found, model, action_types: used?.actions?.map(({ action_type }) => action_type) ?? [], last_task };
  };
}

const modelSorts = ['name', 'state', 'connector', 'last_run', 'created_time', 'updated_time'] as const;

function modelLine({ id, name, state, source, connector, group: guard, last_run, created_time, updated_time }: ModelLine): Line {
  const sorts: Record<(typeof modelSorts)[number], string | number | null> = {
    name: sortKey(name),
    state,
    connector: keyOf(connector?.name ?? null),
    last_run: last_run?.finished_at ?? null,
    created_time,
    updated_time,
  };
  const group: ModelFacts = { state, source, connector, ...(guard && { group: guard }) };
  return { id, group, owner_id: null, text: textOf(name, id), sorts };
}

type UsingRow = { model_id: string; name: string; state: ModelState; definition: string | null; owner_id: string | null };

/** What the page of one connector shows beside it. */
export function connectorSurroundings(reads: Database.Database) {
  const models = reads.prepare(
    `SELECT m.id AS model_id, m.name, m.state, g.definition, g.owner_id FROM model m
     LEFT JOIN model_group g ON g.id = m.model_group_id AND g.access != 'public' WHERE m.connector_id = ? ORDER BY m.name, m.id LIMIT 1000`,
  );
  const lastRun = lastRuns(reads, 'connector');
  return {
    modelsOf: (connectorId: string) =>
      (models.all(connectorId) as UsingRow[]).map(({ definition, owner_id, ...model }) => ({
        ...model,
        group: definition === null ? undefined : guarded({ definition, owner_id }),
      })),
    lastRunOf: (connectorId: string): LastRun | undefined => lastRun(connectorId) ?? undefined,
  };
}
