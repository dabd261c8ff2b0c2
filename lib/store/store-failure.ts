import '#server-only';
import { type StudioError, statusError } from '#lib/errors.ts';

/** Seconds after which a client may try again. */
const retryAfter = { 'retry-after': '5' };

/** SQLite's reasons for which waiting, or making room, helps. */
const passing = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|NOMEM)/;

/** Prisma waited too long for a connection or a transaction. */
const timeouts = new Set(['P1008', 'P2024', 'P2028']);

/** @returns a 503 for a database that is busy or full (threats.md D-05, D-11); undefined for any other failure */
export function storeFailure(thrown: unknown): StudioError | undefined {
  const code = codeOf(thrown);
  if (code === undefined) return undefined;
  if (timeouts.has(code) || code.startsWith('SQLITE_BUSY')) return unavailable('The database is busy. Try again.', thrown);
  if (passing.test(code)) return unavailable('The database cannot be written at this moment. Its disk may be full.', thrown);
  return undefined;
}

const unavailable = (reason: string, cause: unknown) => statusError(503, reason, { headers: retryAfter, cause });

/** SQLite's own code where Prisma hands it on, else Prisma's. */
function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined;
  const { meta } = thrown as { meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } };
  const original = meta?.driverAdapterError?.cause?.originalCode;
  return typeof original === 'string' ? original : thrown.code;
}
