import '#server-only';
import type Database from 'better-sqlite3';
import type { Connector } from '#lib/connectors/connector.ts';
import { asConnector } from '#lib/models/inline-connector.ts';
import type { Model } from '#lib/models/model.ts';
import type { CallableConnector, CallableModel, PredictReads } from '#lib/models/predict-target.ts';
import type { SealedCredential } from '#lib/predict/ports.ts';
import { everStored } from './sequence.ts';

const mostKept = 2_000; // definitions

type ConnectorMarks = { seq_no: number; wrapped: string | null };
type ModelMarks = ConnectorMarks & { connector_id: string | null };

/** Keeps what was parsed while the marks that it was read under are the database's. */
function kept<Marks extends object, Value>(read: (id: string) => Value | undefined, isSame: (value: Value, marks: Marks) => boolean) {
  const values = new Map<string, Value>();
  return (id: string, marks: Marks | undefined): Value | undefined => {
    const known = values.get(id);
    if (known && marks && isSame(known, marks)) return known;
    const value = marks && read(id);
    values.delete(id);
    if (value) values.set(id, value);
    if (values.size > mostKept) values.delete(values.keys().next().value ?? '');
    return value;
  };
}

/**
 * The reads of a prediction (architecture.md §4): prepared statements on the read-only connection. A call compares two marks (the
 * sequence number, and the wrapped data key, which key rotation changes) and parses only what changed.
 */
export function predictReads(reads: Database.Database): PredictReads {
  const connectorMarks = reads.prepare(
    'SELECT c.seq_no, d.wrapped FROM connector c LEFT JOIN data_key d ON d.owner_id = c.id WHERE c.id = ?',
  );
  const modelMarks = reads.prepare(
    'SELECT m.seq_no, m.connector_id, d.wrapped FROM model m LEFT JOIN data_key d ON d.owner_id = m.id WHERE m.id = ?',
  );
  const connectorRow = reads.prepare('SELECT seq_no, definition, owner_id, blueprint_id FROM connector WHERE id = ?');
  const modelRow = reads.prepare('SELECT seq_no, definition FROM model WHERE id = ?');
  const dataKey = reads.prepare('SELECT wrapped FROM data_key WHERE owner_id = ?');
  const fields = reads.prepare('SELECT name, sealed FROM sealed_credential WHERE owner_id = ?');

  // The casts name the columns of the statements above.
  const credentialOf = (owner: string): SealedCredential => {
    const key = dataKey.get(owner) as { wrapped: string } | undefined;
    const rows = fields.all(owner) as { name: string; sealed: string }[];
    return { owner, data_key: key?.wrapped ?? '', fields: Object.fromEntries(rows.map(({ name, sealed }) => [name, sealed])) };
  };
  const readConnector = reads.transaction((id: string): CallableConnector | undefined => {
    const row = connectorRow.get(id) as
      | { seq_no: number; definition: string; owner_id: string | null; blueprint_id: string | null }
      | undefined;
    if (!row) return undefined;
    const { definition, ...origin } = row;
    return { owner: id, connector: JSON.parse(definition) as Connector, credential: credentialOf(id), ...origin };
  });
  const readModel = reads.transaction((id: string): (Omit<CallableModel, 'connector'> & { inline?: CallableConnector }) | undefined => {
    const row = modelRow.get(id) as { seq_no: number; definition: string } | undefined;
    if (!row) return undefined;
    const { seq_no, definition } = row;
    const model = JSON.parse(definition) as Model;
    const inline = model.connector && {
      owner: id,
      connector: asConnector(model.connector, model),
      credential: credentialOf(id),
      seq_no,
      owner_id: null,
      blueprint_id: null,
    };
    return { model_id: id, seq_no, model, ...(inline && { inline }) };
  });

  const isSame = (value: { seq_no: number; wrapped: string | null }, marks: ConnectorMarks) =>
    value.seq_no === marks.seq_no && value.wrapped === marks.wrapped;
  const keptConnector = kept((id) => {
    const value = readConnector(id);
    return value && { value, seq_no: value.seq_no, wrapped: value.credential.data_key || null };
  }, isSame);
  const keptModel = kept((id) => {
    const value = readModel(id);
    return value && { value, seq_no: value.seq_no, wrapped: value.inline?.credential.data_key || null };
  }, isSame);

  const connector = (id: string) => keptConnector(id, connectorMarks.get(id) as ConnectorMarks | undefined)?.value;
  return {
    connector,
    model(id) {
      const marks = modelMarks.get(id) as ModelMarks | undefined;
      const found = keptModel(id, marks)?.value;
      if (!found) return undefined;
      const { inline, ...model } = found;
      const used = inline ?? (marks?.connector_id ? connector(marks.connector_id) : undefined);
      return used && { ...model, connector: used };
    },
    everStoredModel: () => everStored(reads, 'model'),
  };
}
