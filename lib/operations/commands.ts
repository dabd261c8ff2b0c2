import '#server-only';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import type { Config } from '#lib/config.ts';
import { takeDataDirectory } from '#lib/data-directory.ts';
import { openRing } from '#lib/sealing/open-ring.ts';
import { StartError } from '#lib/start-error.ts';
import { readKnownKeys } from '#lib/store/sealing-key-store.ts';
import { backUp } from './backup.ts';
import { examine } from './doctor.ts';
import { type Keys, listKeys, retireKey, rotateKeys } from './keys.ts';
import { restore } from './restore.ts';

export const usage = `npm run studio -- <command>

  doctor               looks at this installation and says what is wrong with it
  backup <file>        copies the database while the server may run; the sealing keys are not in it
  restore <file>       puts a backup in the place of the database; the server must be stopped
  keys list            the sealing keys, and how many data keys each wraps
  keys rotate          makes a new sealing key and wraps all data keys with it; the server may run
       --deep          makes new data keys too, and seals every value again
  keys retire <id>     takes a key that wraps nothing any more out of the ring

STUDIO_DATA_DIR, STUDIO_SEALING_KEY and STUDIO_SEALING_KEY_FILE mean what they mean for the server.`;

export type Terminal = { print(line: string): void; now(): number };

/** @returns the exit code; @throws StartError with one line that says what to do */
export async function runCommand(args: string[], config: Config, terminal: Terminal): Promise<number> {
  const { words, isDeep } = parse(args);
  const [command, ...rest] = words;
  const file = path.join(config.data_dir, 'studio.db');
  const [first, second] = rest;
  if (command === 'doctor' && rest.length === 0) return doctor(config, terminal);
  if (command === 'backup' && first !== undefined && rest.length === 1) return backup(file, first, terminal);
  if (command === 'restore' && first !== undefined && rest.length === 1) return restoreInto(config, file, first, terminal);
  if (command === 'keys' && first === 'list' && rest.length === 1) return printKeys(config, file, terminal);
  if (command === 'keys' && first === 'rotate' && rest.length === 1) return rotate(config, file, isDeep, terminal);
  if (command === 'keys' && first === 'retire' && second !== undefined && rest.length === 2) return retire(config, file, second, terminal);
  terminal.print(usage);
  return command === undefined || command === 'help' ? 0 : 2;
}

function parse(args: string[]): { words: string[]; isDeep: boolean } {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { deep: { type: 'boolean' } } });
    return { words: positionals, isDeep: values.deep ?? false };
  } catch (thrown) {
    throw new StartError(thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
  }
}

async function doctor(config: Config, { print }: Terminal): Promise<number> {
  const findings = await examine(config);
  const marks = { ok: 'ok     ', warning: 'note   ', problem: 'PROBLEM' };
  for (const { about, state, words } of findings) print(`${marks[state]} ${`${about}:`.padEnd(16)} ${words}`);
  return findings.some(({ state }) => state === 'problem') ? 1 : 0;
}

function backup(file: string, target: string, { print, now }: Terminal): number {
  const { connectors, key_ids, schema, bytes } = backUp(file, path.resolve(target), now());
  print(`${target} has everything that was stored when it was begun: ${connectors} connectors, ${bytes.toLocaleString('en')} bytes.`);
  const keys = key_ids.length === 0 ? 'No credential is in it.' : `Its credentials open with the sealing key ${key_ids.join(', ')} only.`;
  print(`Its schema is ${schema}. ${keys} The keys are not in it: keep them apart.`);
  return 0;
}

function restoreInto(config: Config, target: string, backup: string, { print, now }: Terminal): number {
  const data = takeDataDirectory(config.data_dir);
  try {
    const keys = { given: config.sealing, ownFile: data.file('sealing.key') };
    const { connectors, older_by, kept } = restore({ backup: path.resolve(backup), target, keys, now: now() });
    print(`${backup} is in place: ${connectors} connectors. Everybody has to sign in again.`);
    if (older_by.length > 0) print(`It is older than this program; the next start brings it up to date (${older_by.length} steps).`);
    if (kept !== undefined) print(`What was there before is in ${kept}. Delete it when you are content.`);
    return 0;
  } finally {
    data.release();
  }
}

function printKeys(config: Config, file: string, { print }: Terminal): number {
  for (const { id, is_active, created_at, wraps } of listKeys(openKeys(config, file))) {
    const since = created_at === null ? 'not used yet' : `since ${new Date(created_at).toISOString().slice(0, 10)}`;
    print(`${id}  ${is_active ? 'active' : 'older '}  ${since}  wraps ${wraps} data keys`);
  }
  return 0;
}

async function rotate(config: Config, file: string, deep: boolean, { print, now }: Terminal): Promise<number> {
  const keys = openKeys(config, file);
  const { active, isNew, wrapped, resealed } = await rotateKeys(keys, { deep, now: now() });
  print(isNew ? `${active} is the new sealing key.` : `${active} is the sealing key; an earlier rotation is finished.`);
  print(`${wrapped} data keys were wrapped again.${deep ? ` ${resealed} credentials were sealed again.` : ''}`);
  const older = listKeys(keys).filter(({ is_active, wraps }) => !is_active && wraps === 0);
  for (const { id } of older)
    print(`Nothing needs ${id} any more. Backups from before do. To take it out: npm run studio -- keys retire ${id}`);
  return 0;
}

function retire(config: Config, file: string, id: string, { print }: Terminal): number {
  retireKey(openKeys(config, file), id);
  print(`${id} is out of the ring. Keep it for as long as you keep backups from before.`);
  return 0;
}

function openKeys({ sealing, data_dir }: Config, file: string): Keys {
  const ownFile = path.join(data_dir, 'sealing.key');
  const opened = openRing(sealing, ownFile, knownKeys(file));
  return { file, sealing: opened, ringFile: sealing.text === undefined ? (sealing.file ?? ownFile) : undefined };
}

function knownKeys(file: string) {
  let database: Database.Database;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
  } catch (thrown) {
    throw new StartError(`There is no database ${file}. Start the studio once, or set STUDIO_DATA_DIR.`, { cause: thrown });
  }
  try {
    return readKnownKeys(database);
  } finally {
    database.close();
  }
}
