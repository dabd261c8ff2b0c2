import '#server-only';
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/**
 * Makes names that stay the same as long as the data lives: of the node, the cluster, the indices. They are derived from the random id
 * that the database got with its first migration.
 * @returns a function from what is to be named to 22 URL-safe characters, the length of OpenSearch's own ids
 */
export function identities(reads: Database.Database): (what: string) => string {
  const first = reads.prepare('SELECT id FROM _prisma_migrations ORDER BY started_at, migration_name LIMIT 1');
  const known = new Map<string, string>();
  return (what) => {
    const name = known.get(what) ?? derive((first.get() as { id: string }).id, what); // every open database has migrations
    known.set(what, name);
    return name;
  };
}

const derive = (seed: string, what: string) => createHash('sha256').update(`studio/${what}\n${seed}`).digest('base64url').slice(0, 22);
