import '#server-only';
import fs from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Config } from '#lib/config.ts';
import { isTaken } from '#lib/data-directory.ts';
import { type KnownKeys, openRing } from '#lib/sealing/open-ring.ts';
import { unappliedMigrations } from '#lib/store/migrate.ts';
import { readKnownKeys } from '#lib/store/sealing-key-store.ts';

export type Finding = {
  about: 'data directory' | 'server' | 'database' | 'schema' | 'sealing keys' | 'disk' | 'port';
  state: 'ok' | 'warning' | 'problem';
  /** What was found and, unless all is well, what to do. */
  words: string;
};

/** Bytes that a studio should have left: a migration copies the database before it changes it. */
const littleSpace = 256 * 1024 * 1024;

const unknown: KnownKeys = { registered: [], used: [] };

/** Looks at an installation without changing anything in it, whether its server runs or not. */
export async function examine(config: Config): Promise<Finding[]> {
  const folder = lookAtFolder(config.data_dir);
  if (folder.state === 'problem' || !fs.existsSync(config.data_dir)) return [folder, await lookAtPort(config, false)];
  const isRunning = isTaken(config.data_dir);
  const { findings, known } = lookAtDatabase(path.join(config.data_dir, 'studio.db'));
  return [
    folder,
    {
      about: 'server',
      state: 'ok',
      words: isRunning ? 'A server uses this directory now.' : 'No server uses this directory now.',
    },
    ...findings,
    lookAtKeys(config, known),
    lookAtDisk(config.data_dir),
    await lookAtPort(config, isRunning),
  ];
}

function lookAtFolder(folder: string): Finding {
  const about = 'data directory';
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  if (!stat) return { about, state: 'ok', words: `${folder} does not exist yet; the first start makes it.` };
  if (!stat.isDirectory()) return { about, state: 'problem', words: `STUDIO_DATA_DIR: ${folder} is no directory.` };
  try {
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch {
    const owner = `it belongs to user ${stat.uid}, this is user ${process.getuid?.() ?? '?'}`;
    return { about, state: 'problem', words: `${folder} cannot be read and written: ${owner}. Give it to the user that runs the studio.` };
  }
  const open = fs.readdirSync(folder).filter((name) => isOpenToOthers(path.join(folder, name)));
  if (isOpenToOthers(folder) || open.length > 0) {
    const what = [...(isOpenToOthers(folder) ? [folder] : []), ...open].join(', ');
    return { about, state: 'problem', words: `Other users can read ${what}. Close it: chmod -R go= ${folder}` };
  }
  return { about, state: 'ok', words: `${folder} is closed to other users.` };
}

/** Node reports no such modes on Windows. */
const isOpenToOthers = (file: string) => process.platform !== 'win32' && (fs.statSync(file).mode & 0o077) !== 0;

function lookAtDatabase(file: string): { findings: Finding[]; known: KnownKeys } {
  if (!fs.existsSync(file)) {
    return { findings: [{ about: 'database', state: 'ok', words: 'There is none yet; the first start makes it.' }], known: unknown };
  }
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true });
    const answer = database.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok') throw new Error(String(answer));
    const bytes = fs.statSync(file).size;
    const findings: Finding[] = [
      { about: 'database', state: 'ok', words: `${file} is intact (${megabytes(bytes)}).` },
      lookAtSchema(database),
    ];
    return { findings, known: readKnownKeys(database) };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    const words = `${file} is damaged (${why}). Restore a backup: npm run studio -- restore <file>`;
    return { findings: [{ about: 'database', state: 'problem', words }], known: unknown };
  } finally {
    database?.close();
  }
}

function lookAtSchema(database: Database.Database): Finding {
  const about = 'schema';
  try {
    const missing = unappliedMigrations(database);
    if (missing.length === 0) return { about, state: 'ok', words: 'The schema is that of this program.' };
    return {
      about,
      state: 'ok',
      words: `The next start brings the schema up to date (${missing.length} steps), after copying the database.`,
    };
  } catch (thrown) {
    return { about, state: 'problem', words: `${thrown instanceof Error ? thrown.message : thrown} Start the program that it belongs to.` };
  }
}

function lookAtKeys({ sealing, data_dir }: Config, known: KnownKeys): Finding {
  const about = 'sealing keys';
  const ownFile = path.join(data_dir, 'sealing.key');
  const isMissing = sealing.text === undefined && sealing.file === undefined && !fs.existsSync(ownFile);
  if (isMissing && known.used.length === 0) return { about, state: 'ok', words: 'There is none yet; the first start makes it.' };
  try {
    const { ring, source } = openRing(sealing, ownFile, known);
    const from = { environment: 'STUDIO_SEALING_KEY', file: 'STUDIO_SEALING_KEY_FILE', data_directory: ownFile }[source];
    const words = `${ring.keys.map(({ id }) => id).join(', ')} from ${from}; ${ring.active.id} is active. All that the database needs are there.`;
    if (source !== 'data_directory') return { about, state: 'ok', words };
    return { about, state: 'warning', words: `${words} Keep a copy of the file apart from the database and its backups.` };
  } catch (thrown) {
    return { about, state: 'problem', words: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function lookAtDisk(folder: string): Finding {
  const { bavail, bsize } = fs.statfsSync(folder);
  const free = bavail * bsize;
  if (free >= littleSpace) return { about: 'disk', state: 'ok', words: `${megabytes(free)} are free.` };
  return { about: 'disk', state: 'problem', words: `Only ${megabytes(free)} are free: writes will be refused. Make room.` };
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024).toLocaleString('en')} MB`;

async function lookAtPort({ host, port }: Config, isRunning: boolean): Promise<Finding> {
  const about = 'port';
  const server = createServer();
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  const address = `${host}:${port}`;
  if (!failure) return { about, state: 'ok', words: `${address} is free.` };
  if (failure.code === 'EADDRINUSE' && isRunning) return { about, state: 'ok', words: `${address} is in use, as it should be.` };
  const what = failure.code === 'EADDRINUSE' ? 'is used by another program' : `cannot be used (${failure.code})`;
  return { about, state: 'problem', words: `${address} ${what}. Choose others with HOST and PORT.` };
}
