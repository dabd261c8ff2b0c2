import '#server-only';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { newKeyText, readKeyFile, replaceKeyFile } from '#lib/sealing/key-file.ts';
import { parseKeys } from '#lib/sealing/key-ring.ts';
import type { OpenedRing } from '#lib/sealing/open-ring.ts';
import { resealCredential, rewrapDataKey } from '#lib/sealing/rewrap.ts';
import { StartError } from '#lib/start-error.ts';
import { applyPragmas } from '#lib/store/pragmas.ts';

/** What the commands on sealing keys work on. A server may be running beside them. */
export type Keys = {
  /** Database file of the studio. */
  file: string;
  sealing: OpenedRing;
  /** File of the ring; undefined where the keys come from the environment. */
  ringFile: string | undefined;
};

export type KeyRow = { id: string; is_active: boolean; created_at: number | null; wraps: number };

export type Rotation = {
  /** Key that everything is under now. */
  active: string;
  /** Made by this rotation; without one it finished an earlier rotation, or followed a ring that its owner changed. */
  isNew: boolean;
  /** Data keys that were wrapped again. */
  wrapped: number;
  /** Credentials that were sealed again under new data keys. */
  resealed: number;
};

/** Data keys of one transaction, so that writers of the server wait for milliseconds only. */
const batch = 50;

/** Milliseconds after which a server that was writing while the ring changed has finished. */
const grace = 500;

/** Every key of the ring, the active one first, with the number of data keys that it wraps. */
export function listKeys({ file, sealing }: Keys): KeyRow[] {
  const { ring } = sealing;
  return withDatabase(file, (database) => {
    const created = new Map(database.prepare('SELECT id, created_at FROM sealing_key').raw().all() as [string, number][]);
    const wraps = new Map(
      database.prepare('SELECT substr(wrapped, 5, 8), count(*) FROM data_key GROUP BY 1').raw().all() as [string, number][],
    );
    const { active } = ring;
    return ring.keys.map(({ id }) => ({ id, is_active: id === active.id, created_at: created.get(id) ?? null, wraps: wraps.get(id) ?? 0 }));
  });
}

/**
 * Puts a new key at the head of the ring and wraps all data keys with it; a rotation that was interrupted is finished first, without a
 * new key. May run while the server works, and may be killed and repeated at any time (threats.md C-07).
 * @param options.deep makes new data keys too, and seals every value again
 * @param options.onProgress is told how many data keys are done
 * @throws StartError where the ring is the environment's and has no new key yet
 */
export async function rotateKeys(
  keys: Keys,
  options: { deep: boolean; now: number; onProgress?: (done: number) => void },
): Promise<Rotation> {
  const { deep, now, onProgress = () => {} } = options;
  const isNew = !hasOthers(keys);
  if (isNew) addKey(keys, now);
  const { active } = keys.sealing.ring;
  const database = open(keys.file);
  try {
    let [wrapped, resealed] = [0, 0];
    if (deep) resealed = resealAll(database, keys, onProgress);
    for (;;) {
      wrapped += wrapAll(database, keys, (done) => onProgress(resealed + wrapped + done));
      await setTimeout(grace);
      if (!hasOthers(keys)) return { active: active.id, isNew, wrapped, resealed };
    }
  } finally {
    database.close();
  }
}

/** Takes a key that wraps nothing any more out of the ring. @throws StartError saying why it stays */
export function retireKey({ file, sealing, ringFile }: Keys, id: string): void {
  const { ring } = sealing;
  if (!ring.find(id)) throw new StartError(`There is no sealing key ${id}. The keys are ${ring.keys.map((key) => key.id).join(', ')}.`);
  if (ring.active.id === id) throw new StartError(`${id} is the active key. Rotate first: npm run studio -- keys rotate`);
  const wraps = withDatabase(file, (database) => wrapsOf(database, id));
  if (wraps > 0) throw new StartError(`${id} still wraps ${wraps} data keys. Rotate first: npm run studio -- keys rotate`);
  if (ringFile === undefined)
    throw new StartError(`The keys come from STUDIO_SEALING_KEY: take ${id} out there. Nothing needs it any more.`);
  const lines = linesOf(ringFile).filter((line) => parseKeys(line, ringFile)[0]?.id !== id);
  replaceKeyFile(ringFile, `${lines.join('\n')}\n`);
}

const wrapsOf = (database: Database.Database, id: string) =>
  database.prepare('SELECT count(*) FROM data_key WHERE substr(wrapped, 5, 8) = ?').pluck().get(id) as number;

/** Data keys that another key than the active one wraps. */
const hasOthers = ({ file, sealing }: Keys) =>
  withDatabase(file, (database) =>
    Boolean(database.prepare('SELECT 1 FROM data_key WHERE substr(wrapped, 5, 8) <> ? LIMIT 1').get(sealing.ring.active.id)),
  );

function addKey({ file, ringFile }: Keys, now: number): void {
  if (ringFile === undefined) {
    const how = 'Put a new key before the others there (openssl rand -base64 32), start the studio with it, then run this again.';
    throw new StartError(`The keys come from STUDIO_SEALING_KEY, which only you can change. ${how}`);
  }
  const text = newKeyText().trim();
  const [made] = parseKeys(text, ringFile);
  if (!made) throw new Error('a new key is a key');
  withDatabase(file, (database) =>
    database.prepare('INSERT INTO sealing_key (id, check_value, created_at) VALUES (?, ?, ?)').run(made.id, made.check_value, now),
  );
  replaceKeyFile(ringFile, `${[text, ...linesOf(ringFile)].join('\n')}\n`); // before anything is wrapped with it
}

function linesOf(ringFile: string): string[] {
  const text = readKeyFile(ringFile, ringFile);
  if (text === undefined) throw new StartError(`${ringFile} is gone.`);
  return text.split(/[,\n]/).flatMap((line) => line.trim() || []);
}

type Wrapped = { owner_id: string; wrapped: string };

/** In the order of their owners; one that changes meanwhile is left to the next round. */
function wrapAll(database: Database.Database, { sealing: { ring } }: Keys, onProgress: (done: number) => void): number {
  const next = database.prepare(
    `SELECT owner_id, wrapped FROM data_key WHERE substr(wrapped, 5, 8) <> ? AND owner_id > ? ORDER BY owner_id LIMIT ${batch}`,
  );
  const swap = database.prepare('UPDATE data_key SET wrapped = ? WHERE owner_id = ? AND wrapped = ?');
  let done = 0;
  for (let last = ''; ; ) {
    const rows = next.all(ring.active.id, last) as Wrapped[];
    const end = rows.at(-1);
    if (!end) return done;
    const again = rows.map(({ owner_id, wrapped }) => [rewrapDataKey(ring, owner_id, wrapped), owner_id, wrapped] as const);
    database
      .transaction(() => {
        for (const values of again) done += swap.run(...values).changes;
      })
      .immediate();
    onProgress(done);
    last = end.owner_id;
  }
}

/** One owner in one transaction: a server sees the old credential or the new one, whole. */
function resealAll(database: Database.Database, { sealing: { ring } }: Keys, onProgress: (done: number) => void): number {
  const owners = database.prepare('SELECT owner_id FROM data_key ORDER BY owner_id').pluck().all() as string[];
  const keyOf = database.prepare('SELECT wrapped FROM data_key WHERE owner_id = ?').pluck();
  const fieldsOf = database.prepare('SELECT name, sealed FROM sealed_credential WHERE owner_id = ?').raw();
  const swapKey = database.prepare('UPDATE data_key SET wrapped = ? WHERE owner_id = ?');
  const swapField = database.prepare('UPDATE sealed_credential SET sealed = ? WHERE owner_id = ? AND name = ?');
  let done = 0;
  const reseal = database.transaction((owner: string) => {
    const data_key = keyOf.get(owner) as string | undefined;
    if (data_key === undefined) return; // deleted meanwhile
    const fields = Object.fromEntries(fieldsOf.all(owner) as [string, string][]);
    const sealed = resealCredential(ring, { owner, data_key, fields });
    swapKey.run(sealed.data_key, owner);
    for (const [name, text] of Object.entries(sealed.fields)) swapField.run(text, owner, name);
    done++;
  });
  for (const owner of owners) {
    reseal.immediate(owner);
    if (done % batch === 0) onProgress(done);
  }
  return done;
}

function open(file: string): Database.Database {
  const database = new Database(file, { fileMustExist: true });
  applyPragmas(database);
  return database;
}

function withDatabase<Result>(file: string, work: (database: Database.Database) => Result): Result {
  const database = open(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
