import '#server-only';
import type Database from 'better-sqlite3';
import type { Connector } from '#lib/connectors/connector.ts';
import { asConnector } from '#lib/models/inline-connector.ts';
import type { Model } from '#lib/models/model.ts';
import type { ModelGroup } from '#lib/models/model-group.ts';
import type { GuardedGroup } from '#lib/models/model-group-access.ts';
import type { SealedCredential } from '#lib/predict/ports.ts';
import { makeTarget, noCredential, type Target, type TargetReads } from '#lib/predict/target.ts';
import { parseController } from './controller-store.ts';
import type { Store } from './open.ts';

/** Numbers that change with whatever a target is made of; `wrapped` changes when the sealing keys are rotated. */
type Stamp = Record<'model_seq' | 'connector_seq' | 'controller_seq' | 'group_seq', number | null> & { wrapped: string | null };
type Kept<Value> = { version: number; stamp: Stamp | undefined; value: Value };
type Found = { model: Model; target?: Target };

/** Entries that are kept; then all are forgotten and read again as they are needed. */
const mostKept = 2_000;

const isSame = (one: Stamp, other: Stamp) =>
  one.connector_seq === other.connector_seq &&
  one.model_seq === other.model_seq &&
  one.controller_seq === other.controller_seq &&
  one.group_seq === other.group_seq &&
  one.wrapped === other.wrapped;

/**
 * What predictions call, through the read-only connection. Each look asks whether anybody has committed anything; only then it compares
 * a few numbers, and only where they differ definitions are read, parsed and made a target again. Right also while another process writes.
 */
export function targetReads({ reads, commits }: Pick<Store, 'reads' | 'commits'>): TargetReads {
  const read = definitions(reads);
  const stamps = {
    connector: reads.prepare(
      `SELECT NULL AS model_seq, c.seq_no AS connector_seq, NULL AS controller_seq, NULL AS group_seq, k.wrapped
       FROM connector c
       LEFT JOIN data_key k ON k.owner_id = c.id WHERE c.id = ?`,
    ),
    model: reads.prepare(
      `SELECT m.seq_no AS model_seq, c.seq_no AS connector_seq, u.seq_no AS controller_seq, g.seq_no AS group_seq, k.wrapped
       FROM model m
       LEFT JOIN connector c ON c.id = m.connector_id
       LEFT JOIN controller u ON u.id = m.id
       LEFT JOIN model_group g ON g.id = m.model_group_id
       LEFT JOIN data_key k ON k.owner_id = coalesce(m.connector_id, m.id) WHERE m.id = ?`,
    ),
  };
  const look = <Value>(statement: Database.Statement, make: (id: string) => Value) => {
    const kept = new Map<string, Kept<Value>>();
    const stampOf = (id: string) => statement.get(id) as Stamp | undefined; // the columns of the statement
    // One snapshot for the stamp and what is read for it.
    const readAgain = reads.transaction((id: string) => ({ stamp: stampOf(id), value: make(id) }));
    return (id: string): Value | undefined => {
      const version = commits.count();
      const known = kept.get(id);
      if (known?.version === version) return known.value;
      const stamp = stampOf(id);
      if (!stamp) return undefined;
      if (known?.stamp && isSame(known.stamp, stamp)) {
        known.version = version;
        return known.value;
      }
      const entry = { version, ...readAgain(id) };
      if (kept.size >= mostKept) kept.clear();
      kept.set(id, entry);
      return entry.value;
    };
  };
  return { connector: look(stamps.connector, read.connector), model: look(stamps.model, read.model) };
}

type ConnectorRow = { definition: string; owner_id: string | null; blueprint_id: string | null };

/** A row that went between two looks has no definition any more. */
function definitions(reads: Database.Database) {
  const connectorRow = reads.prepare('SELECT definition, owner_id, blueprint_id FROM connector WHERE id = ?');
  const modelRow = reads.prepare('SELECT definition FROM model WHERE id = ?').pluck();
  const groupRow = reads.prepare('SELECT definition, owner_id FROM model_group WHERE id = ?');
  const controllerRow = reads.prepare('SELECT definition FROM controller WHERE id = ?').pluck();
  const wrapped = reads.prepare('SELECT wrapped FROM data_key WHERE owner_id = ?').pluck();
  const fields = reads.prepare('SELECT name, sealed FROM sealed_credential WHERE owner_id = ?').raw();

  function credentialOf(owner: string): SealedCredential {
    const data_key = wrapped.get(owner) as string | undefined;
    if (data_key === undefined) return noCredential(owner);
    return { owner, data_key, fields: Object.fromEntries(fields.all(owner) as [string, string][]) };
  }

  function connector(connector_id: string, model?: Target['model']): Target | undefined {
    const row = connectorRow.get(connector_id) as ConnectorRow | undefined;
    if (!row) return undefined;
    const { definition, owner_id, blueprint_id } = row;
    const parsed = JSON.parse(definition) as Connector; // as we wrote it
    const credential = credentialOf(connector_id);
    return makeTarget({ connector_id, connector: parsed, credential, owner_id, blueprint_id, ...(model && { model }) });
  }

  function groupOf(id: string): GuardedGroup | undefined {
    const row = groupRow.get(id) as { definition: string; owner_id: string | null } | undefined;
    if (!row) return undefined;
    const { access, backend_roles } = JSON.parse(row.definition) as ModelGroup; // as we wrote it
    return { access, owner_id: row.owner_id, ...(backend_roles && { backend_roles }) };
  }

  function model(id: string): Found | undefined {
    const definition = modelRow.get(id) as string | undefined;
    if (definition === undefined) return undefined;
    const parsed = JSON.parse(definition) as Model; // as we wrote it
    const limits = controllerRow.get(id) as string | null | undefined; // null once it was deleted
    const user_limits = limits ? parseController(limits).user_rate_limiter : undefined;
    const own = { id, model: parsed, group: groupOf(parsed.model_group_id), ...(user_limits && { user_limits }) };
    if (!parsed.connector) return found(parsed, parsed.connector_id === undefined ? undefined : connector(parsed.connector_id, own));
    const inline = asConnector(parsed.connector, parsed);
    return found(parsed, makeTarget({ connector_id: id, connector: inline, credential: credentialOf(id), model: own }));
  }

  return { connector: (id: string) => connector(id), model };
}

const found = (model: Model, target: Target | undefined): Found => ({ model, ...(target && { target }) });
