import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backUp } from '#lib/operations/backup.ts';
import { contentDigest } from '#lib/operations/content-digest.ts';
import { rotateKeys } from '#lib/operations/keys.ts';
import { restore } from '#lib/operations/restore.ts';
import { openStore } from '#lib/store/open.ts';
import { aConnector } from '../a-connector.ts';
import { serveStudio } from '../served-studio.ts';
import { type SealedData, sealedData } from './sealed-data.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const restoreInto = (data: SealedData, backup: string) =>
  restore({ backup, target: data.file, keys: { given: {}, ownFile: data.ringFile }, now });

function inDatabase<Result>(file: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
const digestOf = (file: string) => inDatabase(file, contentDigest);

test('D-08: while connectors are created, a backup holds every one that was acknowledged before it began, and no sealing key', async () => {
  await using studio = await serveStudio();
  const folder = process.env.STUDIO_DATA_DIR ?? '';
  const target = path.join(folder, 'copies', 'now.db');
  const stored: string[] = [];
  let isOver = false;
  const writeWhile = async (goesOn: () => boolean) => {
    while (goesOn()) {
      const { status, body } = await studio.call('POST', '/_plugins/_ml/connectors/_create', aConnector({ name: `C ${stored.length}` }));
      expect(status).toBe(200);
      stored.push(body.connector_id);
    }
  };
  await writeWhile(() => stored.length < 6);
  const before = [...stored];
  const writing = writeWhile(() => !isOver);
  const command = spawn(process.execPath, [path.resolve('scripts/studio.ts'), 'backup', target], {
    env: { ...process.env, STUDIO_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  command.stdout.on('data', (part) => said.push(String(part)));
  const [code] = await once(command, 'exit');
  isOver = true;
  await writing;
  expect(code).toBe(0);
  expect(said.join('')).toContain(`${target} has everything that was stored when it was begun`);
  expect(stored.length).toBeGreaterThan(before.length); // it did not stop the writer

  expect(fs.statSync(target).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(path.dirname(target))).toEqual(['now.db']);
  const { ids, manifest, integrity } = inDatabase(target, (copy) => ({
    ids: new Set(copy.prepare('SELECT id FROM connector').pluck().all()),
    manifest: copy.prepare('SELECT schema, key_ids FROM backup_manifest').get(),
    integrity: copy.pragma('integrity_check', { simple: true }),
  }));
  expect(integrity).toBe('ok');
  expect(before.filter((id) => !ids.has(id))).toEqual([]);
  expect(manifest).toEqual({ schema: expect.stringMatching(/^20\d{12}_/), key_ids: expect.stringMatching(/^[0-9a-f]{8}$/) });
  const bytes = fs.readFileSync(target);
  const key = fs.readFileSync(path.join(folder, 'sealing.key'), 'utf8').trim();
  for (const form of [key, Buffer.from(key, 'base64')]) expect(bytes.includes(form)).toBe(false);
});

test('D-08: a backup is never written over another file, nor made of nothing', async () => {
  using data = await sealedData(1);
  const target = path.join(data.folder, 'taken');
  fs.writeFileSync(target, 'mine');
  expect(() => backUp(data.file, target, now)).toThrow(`${target} exists.`);
  expect(fs.readFileSync(target, 'utf8')).toBe('mine');
  expect(() => backUp(path.join(data.folder, 'no.db'), path.join(data.folder, 'b.db'), now)).toThrow('There is no database');
  expect(() => backUp(data.file, path.join(data.file, 'b.db'), now)).toThrow('could not be written (');
  expect(fs.readdirSync(data.folder).sort()).toEqual(['sealing.key', 'studio.db', 'taken']);
});

test('D-09: what was backed up is there again, the file before it is kept, and sessions have ended', async () => {
  using data = await sealedData(5);
  const store = openStore(data.file);
  const user = { id: 'u', username: 'ana', password: 'x', role: 'all_access', backend_roles: '[]', created_at: 1n };
  await store.prisma.user.create({ data: user });
  await store.prisma.session.create({ data: { id: 's', user_id: 'u', created_at: 1n, idle_at: 1n, expires_at: 2n } });
  await store.close();
  const backup = path.join(data.folder, 'b.db');
  backUp(data.file, backup, now);
  inDatabase(data.file, (database) => database.exec('DELETE FROM data_key'));

  const kept = `${data.file}.before-restore-2026-01-02T03-04-05-000Z`;
  expect(restoreInto(data, backup)).toEqual({ connectors: 0, older_by: [], kept });
  expect([...(await data.opened())].map(([owner, values]) => [owner, { ...values }])).toEqual([...data.values]);
  const count = (file: string, table: string) =>
    inDatabase(file, (database) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  expect([count(data.file, 'session'), count(data.file, 'user'), count(kept, 'session'), count(kept, 'data_key')]).toEqual([0, 1, 1, 0]);
  expect(inDatabase(data.file, (database) => database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'backup_manifest'").get())).toBe(
    undefined,
  );
  expect(fs.statSync(data.file).mode & 0o777).toBe(0o600);
  openStore(data.file).reads.close(); // a studio starts on it
});

test('D-09: a backup from before a rotation opens while its key is in the ring; without that key it is refused', async () => {
  using data = await sealedData(2);
  const backup = path.join(data.folder, 'b.db');
  backUp(data.file, backup, now);
  const old = data.ring().ring.active.id;
  await rotateKeys({ file: data.file, ringFile: data.ringFile, sealing: data.ring() }, { deep: false, now });
  const withBoth = fs.readFileSync(data.ringFile, 'utf8');
  fs.writeFileSync(data.ringFile, `${withBoth.split('\n')[0]}\n`);
  const before = fs.readFileSync(data.file);
  expect(() => restoreInto(data, backup)).toThrow(`are sealed with the key ${old}, but the keys here are`);
  expect(fs.readFileSync(data.file).equals(before)).toBe(true);
  fs.writeFileSync(data.ringFile, withBoth);
  restoreInto(data, backup);
  expect([...(await data.opened())].map(([owner, values]) => [owner, { ...values }])).toEqual([...data.values]);
});

test('D-09: truncated, foreign or newer files are refused, and the old data is intact', async () => {
  using data = await sealedData(3);
  const at = (name: string) => path.join(data.folder, name);
  backUp(data.file, at('good.db'), now);
  const good = fs.readFileSync(at('good.db'));
  fs.writeFileSync(at('truncated.db'), good.subarray(0, good.length - 4096));
  fs.writeFileSync(at('text.db'), 'no database at all');
  inDatabase(at('foreign.db'), (database) => database.exec('CREATE TABLE notes (text TEXT)'));
  fs.copyFileSync(data.file, at('plain.db'));
  fs.copyFileSync(data.file, at('later-source.db'));
  inDatabase(at('later-source.db'), (database) =>
    database.exec(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_later', 1)",
    ),
  );
  backUp(at('later-source.db'), at('newer.db'), now);
  const before = fs.readFileSync(data.file);
  const names = fs.readdirSync(data.folder).sort();
  const refusals = {
    truncated: 'cannot be restored',
    text: 'cannot be restored',
    foreign: 'is no backup of a studio',
    plain: 'is no backup of a studio',
    newer: 'The database is newer than this program: it has 29990101000000_later',
    gone: 'There is no file',
  };
  for (const [name, why] of Object.entries(refusals)) expect(() => restoreInto(data, at(`${name}.db`)), name).toThrow(why);
  expect(fs.readFileSync(data.file).equals(before)).toBe(true);
  expect(fs.readdirSync(data.folder).sort()).toEqual(names);
});

test('D-09: a flipped byte is refused, or was in no part that holds anything', async () => {
  using data = await sealedData(20);
  const [backup, flipped] = [path.join(data.folder, 'b.db'), path.join(data.folder, 'flipped.db')];
  backUp(data.file, backup, now);
  const good = fs.readFileSync(backup);
  const before = fs.readFileSync(data.file);
  const restored = restoredDigest(data, backup);
  let refused = 0;
  const flip = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(flip, ([at, by]) => {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ by;
      fs.writeFileSync(flipped, bytes);
      try {
        expect(restoredDigest(data, flipped)).toBe(restored);
      } catch (thrown) {
        if (!(thrown instanceof Error) || thrown.name === 'AssertionError') throw thrown;
        refused++;
        expect(fs.readFileSync(data.file).equals(before)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
  expect(refused).toBeGreaterThan(5);
});

/** What the database holds after a restore; then everything is as it was. */
function restoredDigest(data: SealedData, backup: string): string {
  const { kept } = restoreInto(data, backup);
  const digest = digestOf(data.file);
  fs.renameSync(kept ?? '', data.file);
  return digest;
}
