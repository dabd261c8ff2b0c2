import '#server-only';
import type Database from 'better-sqlite3';
import type { Written } from '#lib/connectors/ports.ts';
import { everStored, type Kind, nextSeqNo, type Tx } from './sequence.ts';

/** What every kind of stored object has: its numbers, and its definition as JSON text. */
export type DocumentRow = Written & { definition: string };

/** Reads through the read-only connection: what is committed, without waiting for a writer. */
export function documentReads<Stored>(reads: Database.Database, kind: Kind, toStored: (row: DocumentRow) => Stored) {
  const byId = reads.prepare(`SELECT id, seq_no, version, definition FROM ${kind} WHERE id = ?`); // a kind is the name of its table
  return {
    everStored: async () => everStored(reads, kind),
    find: async (id: string): Promise<Stored | undefined> => {
      const row = byId.get(id) as DocumentRow | undefined; // the columns of the statement above
      return row && toStored(row);
    },
  };
}

/** Numbers of a document that goes; a document that never was gets them too, as in OpenSearch. */
export async function tombstone(tx: Tx, kind: Kind, id: string, row: { version: number } | null): Promise<Written & { found: boolean }> {
  const seq_no = await nextSeqNo(tx, kind);
  return { id, seq_no, version: row ? row.version + 1 : 1, found: row !== null };
}
