import '#server-only';
import type Database from 'better-sqlite3';
import type { Prisma } from '#generated/prisma/client.ts';

/** A Prisma client inside a transaction. */
export type Tx = Prisma.TransactionClient;
export type Kind = 'connector' | 'model' | 'model_group' | 'task' | 'controller' | 'blueprint' | 'user';

/** The next `_seq_no` of one kind of object, counted from 0 as an index does. */
export async function nextSeqNo(tx: Tx, kind: Kind): Promise<number> {
  const { next } = await tx.sequence.upsert({ where: { name: kind }, create: { name: kind, next: 1 }, update: { next: { increment: 1 } } });
  return next - 1;
}

/** Whether anything of a kind was ever stored: until then OpenSearch has no index for it. */
export const everStored = (reads: Database.Database, kind: Kind): boolean =>
  reads.prepare('SELECT 1 FROM sequence WHERE name = ?').get(kind) !== undefined;

export const everStoredIn = async (tx: Tx, kind: Kind): Promise<boolean> => (await tx.sequence.count({ where: { name: kind } })) > 0;
