import '#server-only';
import type Database from 'better-sqlite3';
import type { Controller } from '#lib/models/controller.ts';
import type { ControllerReads, ControllerWrites, StoredController } from '#lib/models/ports.ts';
import { type DocumentRow, documentReads, tombstone } from './document-store.ts';
import { everStoredIn, nextSeqNo, type Tx } from './sequence.ts';

/** User limits as they are kept: `[user, limiter]` pairs, so that no name can be mistaken for something else. */
type Kept = [user: string, limiter: { limit?: string; unit?: string }][];

export const parseController = (definition: string): Controller => ({ user_rate_limiter: new Map(JSON.parse(definition) as Kept) });

const toStored = ({ id, seq_no, version, definition }: DocumentRow): StoredController => ({
  id,
  seq_no,
  version,
  controller: parseController(definition),
});

export function controllerReads(reads: Database.Database): ControllerReads {
  const { find, everStored } = documentReads(reads, 'controller', (row: Row) => (isThere(row) ? toStored(row) : undefined));
  return { everStored, find };
}

type Row = Omit<DocumentRow, 'definition'> & { definition: string | null };

/** The row of a controller that was deleted stays without a definition: its versions count on, as in OpenSearch. */
const isThere = (row: Row): row is DocumentRow => row.definition !== null;

export function controllerWrites(tx: Tx): ControllerWrites {
  const rowOf = (id: string): Promise<Row | null> => tx.controller.findUnique({ where: { id } });
  const write = async (id: string, definition: string | null, before: Row | null) => {
    const numbers = { seq_no: await nextSeqNo(tx, 'controller'), version: (before?.version ?? 0) + 1 };
    await tx.controller.upsert({ where: { id }, create: { id, ...numbers, definition }, update: { ...numbers, definition } });
    return { id, ...numbers };
  };
  return {
    everStored: () => everStoredIn(tx, 'controller'),
    find: async (id) => {
      const row = await rowOf(id);
      return row && isThere(row) ? toStored(row) : undefined;
    },
    save: async (id, { user_rate_limiter }) => write(id, JSON.stringify([...user_rate_limiter]), await rowOf(id)),
    remove: async (id) => {
      const row = await rowOf(id);
      if (!row || !isThere(row)) return tombstone(tx, 'controller', id, null);
      return { ...(await write(id, null, row)), found: true };
    },
    forget: async (id) => void (await tx.controller.deleteMany({ where: { id } })),
  };
}
