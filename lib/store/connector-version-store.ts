import '#server-only';
import type Database from 'better-sqlite3';
import type { Connector } from '#lib/connectors/connector.ts';
import type { ConnectorVersion, VersionReads } from '#lib/connectors/connector-versions.ts';
import type { Tx } from './sequence.ts';

/** States that are kept of each connector. */
const mostKept = 100;

type Row = { version: number; at: number; by: string | null; changed: string };

const toVersion = ({ version, at, by, changed }: Row): ConnectorVersion => ({ version, at, by, changed: JSON.parse(changed) as string[] });

export function connectorVersions(reads: Database.Database): VersionReads {
  const all = reads.prepare<[string], Row>(
    'SELECT version, at, by, changed FROM connector_version WHERE connector_id = ? ORDER BY version DESC',
  );
  const one = reads.prepare<[string, number], Row & { definition: string }>(
    'SELECT version, at, by, changed, definition FROM connector_version WHERE connector_id = ? AND version = ?',
  );
  return {
    list: (connector_id) => all.all(connector_id).map(toVersion),
    find: (connector_id, version) => {
      const row = one.get(connector_id, version);
      return row && { ...toVersion(row), connector: JSON.parse(row.definition) as Connector }; // as we wrote it
    },
  };
}

export type NewVersion = { connector_id: string; version: number; connector: Connector; by: string; changed: string[] };

/** Keeps a state, and lets the oldest go. */
export async function keepVersion(tx: Tx, { connector_id, version, connector, by, changed }: NewVersion): Promise<void> {
  const at = BigInt(connector.last_updated_time);
  const definition = JSON.stringify(connector);
  await tx.connectorVersion.create({ data: { connector_id, version, at, by, changed: JSON.stringify(changed), definition } });
  if (version > mostKept) await tx.connectorVersion.deleteMany({ where: { connector_id, version: { lte: version - mostKept } } });
}

export async function forgetVersions(tx: Tx, connector_id: string): Promise<void> {
  await tx.connectorVersion.deleteMany({ where: { connector_id } });
}
