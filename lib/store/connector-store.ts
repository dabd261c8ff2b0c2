import '#server-only';
import type Database from 'better-sqlite3';
import type { PrismaClient } from '#generated/prisma/client.ts';
import { changedPaths } from '#lib/connectors/changed-paths.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { hostOf } from '#lib/connectors/destination.ts';
import type { ConnectorReads, ConnectorWrites, StoredConnector } from '#lib/connectors/ports.ts';
import { providerOf } from '#lib/connectors/provider-of.ts';
import { forgetVersions, keepVersion } from './connector-version-store.ts';
import { readCredential, readCredentialKeys, removeCredential, writeCredential } from './credential-store.ts';
import { tombstone } from './document-store.ts';
import { everStored, everStoredIn, nextSeqNo, type Tx } from './sequence.ts';

type Row = {
  id: string;
  seq_no: number;
  version: number;
  definition: string;
  owner_id: string | null;
  blueprint_id: string | null;
  blueprint_version: number | null;
};

const toStored = ({ definition, ...row }: Row): StoredConnector => ({ ...row, connector: JSON.parse(definition) as Connector }); // as we wrote it

/** Reads through the read-only connection: what is committed, without waiting for a writer. */
export function connectorReads(prisma: PrismaClient, reads: Database.Database): ConnectorReads {
  const byId = reads.prepare(
    'SELECT id, seq_no, version, definition, owner_id, blueprint_id, blueprint_version FROM connector WHERE id = ?',
  );
  return {
    everStored: async () => everStored(reads, 'connector'),
    find: async (id) => {
      const row = byId.get(id) as Row | undefined; // the columns of the statement above
      return row && toStored(row);
    },
    credentialKeys: (id) => readCredentialKeys(prisma, id),
    sealedCredential: (id) => readCredential(prisma, id),
  };
}

/** Reads and writes of one transaction. */
export const connectorWrites = (tx: Tx): ConnectorWrites => ({
  everStored: () => everStoredIn(tx, 'connector'),
  find: async (id) => {
    const row = await tx.connector.findUnique({ where: { id } });
    return row ? toStored(withoutColumns(row)) : undefined;
  },
  credentialKeys: (id) => readCredentialKeys(tx, id),
  sealedCredential: (id) => readCredential(tx, id),
  insert: async (id, connector, { credential, by, ...origin }) => {
    if ((await tx.connector.count({ where: { id } })) > 0) return undefined;
    const seq_no = await nextSeqNo(tx, 'connector');
    await tx.connector.create({ data: { id, seq_no, version: 1, ...columnsOf(connector), ...origin } });
    if (credential) await writeCredential(tx, credential);
    await keepVersion(tx, { connector_id: id, version: 1, connector, by, changed: [] });
    return { id, seq_no, version: 1 };
  },
  replace: async (stored, connector, { by, credential }) => {
    const { id } = stored;
    const seq_no = await nextSeqNo(tx, 'connector');
    const version = stored.version + 1;
    const data = { seq_no, version, ...columnsOf(connector) };
    const { count } = await tx.connector.updateMany({ where: { id, seq_no: stored.seq_no }, data });
    if (count === 0) return undefined;
    if (credential) await writeCredential(tx, credential);
    const changed = changedPaths(stored.connector, connector, credential?.names);
    await keepVersion(tx, { connector_id: id, version, connector, by, changed });
    return { id, seq_no, version };
  },
  remove: async (id) => {
    const row = await tx.connector.findUnique({ where: { id }, select: { version: true } });
    if (row) {
      await tx.connector.delete({ where: { id } });
      await tx.lastRun.deleteMany({ where: { kind: 'connector', target_id: id } });
      await removeCredential(tx, id);
      await forgetVersions(tx, id);
    }
    return tombstone(tx, 'connector', id, row);
  },
});

const withoutColumns = ({ id, seq_no, version, definition, owner_id, blueprint_id, blueprint_version }: Row): Row => ({
  id,
  seq_no,
  version,
  definition,
  owner_id,
  blueprint_id,
  blueprint_version,
});

/** What lists search and sort by, beside the definition itself. */
function columnsOf(connector: Connector) {
  const host = hostOf(connector);
  return {
    definition: JSON.stringify(connector),
    name: connector.name ?? '',
    description: connector.description ?? null,
    protocol: connector.protocol,
    host,
    provider: providerOf(host),
    access: connector.access ?? null,
    owner_name: connector.owner?.name ?? null,
    created_time: BigInt(connector.created_time),
    updated_time: BigInt(connector.last_updated_time),
  };
}
