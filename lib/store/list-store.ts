import '#server-only';
import type Database from 'better-sqlite3';
import type { Connector } from '#lib/connectors/connector.ts';
import type { LastRun } from '#lib/connectors/connector-state.ts';
import type { ConnectorLine, ConnectorLines } from '#lib/connectors/list-connectors.ts';
import type { ModelLine, ModelLines } from '#lib/models/list-models.ts';
import type { Model, ModelState } from '#lib/models/model.ts';
import type { Task } from '#lib/models/task.ts';

// The casts below name the columns of the statements beside them.

type Run = { outcome: string | null; status: number; duration_ms: number; finished_at: number };
const runColumns = 'r.outcome, r.status, r.duration AS duration_ms, r.finished_at';

const lastRun = ({ outcome, status, duration_ms, finished_at }: Run): LastRun | null =>
  outcome === null ? null : { outcome, status, duration_ms, finished_at };

const rolesOf = (text: string | null): string[] => (text === null ? [] : (JSON.parse(text) as string[]));

/** Keeps what was read until another connection commits something. */
function untilCommitted<Value>(reads: Database.Database, read: () => Value): () => Value {
  const version = reads.prepare('PRAGMA data_version').pluck();
  let kept: { version: unknown; value: Value } | undefined;
  return () => {
    const now = version.get();
    if (!kept || kept.version !== now) kept = { version: now, value: read() };
    return kept.value;
  };
}

type ConnectorRow = Omit<ConnectorLine, 'last_run' | 'backend_roles'> & Run & { backend_roles: string | null };

/** Reads for the studio's list of connectors. */
export function connectorLines(reads: Database.Database): ConnectorLines {
  const all = reads.prepare(
    `SELECT c.id, c.seq_no, c.name, c.description, c.protocol, c.host, c.provider, c.access, c.owner_id, c.owner_name, c.blueprint_id,
       CASE WHEN c.access = 'restricted' THEN json_extract(c.definition, '$.backend_roles') END AS backend_roles,
       c.created_time, c.updated_time, (SELECT count(*) FROM model m WHERE m.connector_id = c.id) AS models, ${runColumns}
     FROM connector c LEFT JOIN last_run r ON r.kind = 'connector' AND r.target_id = c.id`,
  );
  const definition = reads.prepare('SELECT definition FROM connector WHERE id = ?');
  const setNames = reads.prepare('SELECT name FROM sealed_credential WHERE owner_id = ? AND is_set').pluck();
  return {
    lines: untilCommitted(reads, () =>
      (all.all() as ConnectorRow[]).map(({ outcome, status, duration_ms, finished_at, backend_roles, ...line }) => ({
        ...line,
        backend_roles: rolesOf(backend_roles),
        last_run: lastRun({ outcome, status, duration_ms, finished_at }),
      })),
    ),
    details(id) {
      const row = definition.get(id) as { definition: string } | undefined;
      return row && { connector: JSON.parse(row.definition) as Connector, set: new Set(setNames.all(id) as string[]) };
    },
  };
}

type ModelRow = { id: string; seq_no: number; name: string; state: ModelState; created_time: number; updated_time: number } & Run & {
    connector_id: string | null;
    connector_name: string;
    protocol: string;
    access: ConnectorLine['access'];
    owner_id: string | null;
    backend_roles: string | null;
  };

/** Reads for the studio's list of models. */
export function modelLines(reads: Database.Database): ModelLines {
  const all = reads.prepare(
    `SELECT m.id, m.seq_no, m.name, m.state, m.created_time, m.updated_time, c.id AS connector_id, c.name AS connector_name, c.protocol,
       c.access, c.owner_id, CASE WHEN c.access = 'restricted' THEN json_extract(c.definition, '$.backend_roles') END AS backend_roles, ${runColumns}
     FROM model m LEFT JOIN connector c ON c.id = m.connector_id LEFT JOIN last_run r ON r.kind = 'model' AND r.target_id = m.id`,
  );
  const definition = reads.prepare(
    'SELECT m.definition, c.definition AS connector FROM model m LEFT JOIN connector c ON c.id = m.connector_id WHERE m.id = ?',
  );
  const task = reads.prepare('SELECT id, definition FROM task WHERE model_id = ? ORDER BY created_time DESC, rowid DESC LIMIT 1');
  return {
    lines: untilCommitted(reads, () => (all.all() as ModelRow[]).map(toModelLine)),
    details(id) {
      const row = definition.get(id) as { definition: string; connector: string | null } | undefined;
      if (!row) return undefined;
      const model = JSON.parse(row.definition) as Model;
      const used = row.connector === null ? model.connector : (JSON.parse(row.connector) as Connector);
      const last = task.get(id) as { id: string; definition: string } | undefined;
      const last_task = last && { task_id: last.id, ...(JSON.parse(last.definition) as Task) };
      return { model, action_types: used?.actions?.map(({ action_type }) => action_type) ?? [], last_task };
    },
  };
}

function toModelLine(row: ModelRow): ModelLine {
  const { id, seq_no, name, state, created_time, updated_time, connector_id, connector_name, protocol, access, owner_id } = row;
  const connector =
    connector_id === null
      ? undefined
      : { id: connector_id, name: connector_name, protocol, access, owner_id, backend_roles: rolesOf(row.backend_roles) };
  return { id, seq_no, name, state, connector, created_time, updated_time, last_run: lastRun(row) };
}

/** What the page of one connector shows beside it. */
export function connectorSurroundings(reads: Database.Database) {
  const models = reads.prepare('SELECT id AS model_id, name, state FROM model WHERE connector_id = ? ORDER BY name, id LIMIT 1000');
  const run = reads.prepare(`SELECT ${runColumns} FROM last_run r WHERE r.kind = 'connector' AND r.target_id = ?`);
  return {
    modelsOf: (connectorId: string) => models.all(connectorId) as { model_id: string; name: string; state: ModelState }[],
    lastRunOf(connectorId: string): LastRun | undefined {
      const row = run.get(connectorId) as Run | undefined;
      return (row && lastRun(row)) ?? undefined;
    },
  };
}
