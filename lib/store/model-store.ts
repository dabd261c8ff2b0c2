import '#server-only';
import type Database from 'better-sqlite3';
import type { ModelUse } from '#lib/connectors/ports.ts';
import { deployedStates, type Model } from '#lib/models/model.ts';
import type { ModelReads, ModelWrites, StoredModel } from '#lib/models/ports.ts';
import { readCredential, readCredentialKeys, removeCredential, writeCredential } from './credential-store.ts';
import { type DocumentRow, documentReads, tombstone } from './document-store.ts';
import { everStoredIn, nextSeqNo, type Tx } from './sequence.ts';

const toStored = ({ id, seq_no, version, definition }: DocumentRow): StoredModel => ({
  id,
  seq_no,
  version,
  model: JSON.parse(definition) as Model, // as we wrote it
});

export const modelReads = (reads: Database.Database): ModelReads => documentReads(reads, 'model', toStored);

export const modelWrites = (tx: Tx): ModelWrites => ({
  everStored: () => everStoredIn(tx, 'model'),
  find: async (id) => {
    const row = await tx.model.findUnique({ where: { id } });
    return row ? toStored(row) : undefined;
  },
  insert: async (id, model, credential) => {
    if ((await tx.model.count({ where: { id } })) > 0) return undefined;
    const seq_no = await nextSeqNo(tx, 'model');
    await tx.model.create({ data: { id, seq_no, version: 1, ...columnsOf(model) } });
    if (credential) await writeCredential(tx, credential);
    return { id, seq_no, version: 1 };
  },
  replace: async ({ id, seq_no: expected, version: last }, model, credential) => {
    const seq_no = await nextSeqNo(tx, 'model');
    const version = last + 1;
    const { count } = await tx.model.updateMany({ where: { id, seq_no: expected }, data: { seq_no, version, ...columnsOf(model) } });
    if (count === 0) return undefined;
    if (credential) await writeCredential(tx, credential);
    return { id, seq_no, version };
  },
  remove: async (id) => {
    const row = await tx.model.findUnique({ where: { id }, select: { id: true, version: true } });
    if (row) {
      await tx.model.delete({ where: { id } });
      await tx.lastRun.deleteMany({ where: { kind: 'model', target_id: id } });
      await removeCredential(tx, id);
    }
    return tombstone(tx, 'model', id, row);
  },
  credentialNames: async (id) => (await readCredentialKeys(tx, id)).map(({ name }) => name),
  sealedCredential: (id) => readCredential(tx, id),
});

/** ML Commons looks at one page of ten models, and so its texts name at most ten. */
const page = 10;

export const modelUse = (tx: Tx): ModelUse => {
  const idsOf = async (where: { connector_id: string; state?: { in: string[] } }) => {
    const rows = await tx.model.findMany({ where, select: { id: true }, orderBy: { created_time: 'asc' }, take: page });
    return rows.map(({ id }) => id);
  };
  return {
    deployedOn: (connector_id) => idsOf({ connector_id, state: { in: [...deployedStates] } }),
    registeredOn: (connector_id) => idsOf({ connector_id }),
  };
};

const columnsOf = (model: Model) => ({
  definition: JSON.stringify(model),
  name: model.name,
  state: model.model_state,
  function_name: model.algorithm,
  connector_id: model.connector_id ?? null,
  model_group_id: model.model_group_id,
  created_time: BigInt(model.created_time),
  updated_time: BigInt(model.last_updated_time),
});
