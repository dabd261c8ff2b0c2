import '#server-only';
import type Database from 'better-sqlite3';

/** What every connection to the database is set to (threats.md D-01). `secure_delete` overwrites deleted credentials. */
const wanted = {
  journal_mode: 'wal',
  synchronous: 2, // FULL: a commit is on the disk before it is acknowledged
  foreign_keys: 1,
  busy_timeout: 5_000, // milliseconds
  trusted_schema: 0,
  secure_delete: 1,
  wal_autocheckpoint: 1_000, // pages
  journal_size_limit: 67_108_864, // bytes
} as const;

/**
 * Sets the pragmas of a fresh connection and reads every one back.
 * @throws Error when the database answers anything else: such a connection must not be used
 */
export function applyPragmas(connection: Database.Database): void {
  for (const [name, value] of Object.entries(wanted)) {
    connection.pragma(`${name} = ${value}`);
    const actual = connection.pragma(name, { simple: true });
    if (String(actual) !== String(value)) throw new Error(`The database refuses ${name} = ${value}: it answers ${actual}.`);
  }
}
