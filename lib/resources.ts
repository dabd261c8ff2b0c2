import '#server-only';
import { type BatchesAtWork, makeBatchesAtWork } from './batches/batch-runner.ts';
import { type Config, readConfig } from './config.ts';
import { type DataDirectory, takeDataDirectory } from './data-directory.ts';
import type { FailingServices } from './egress/breaker.ts';
import { type IdentityMemory, makeIdentityMemory } from './identity/memory.ts';
import { type Log, makeLog } from './log.ts';
import { type OpenedRing, openRing } from './sealing/open-ring.ts';
import { openStore, type Store } from './store/open.ts';
import { readKnownKeys, registerKeys } from './store/sealing-key-store.ts';

/** What there is once in the process, however often its modules are loaded: handles and maps, never functions of the domain. */
export type Resources = {
  config: Config;
  log: Log;
  data: DataDirectory;
  store: Store;
  sealing: OpenedRing;
  identity: IdentityMemory;
  /** Where the process is in its life: a server that is stopping is not ready; one that listens must not be called by its connectors. */
  life: { isStopping: boolean; listening: { host: string; port: number } | undefined };
  failing: FailingServices;
  batchesAtWork: BatchesAtWork;
  close(): Promise<void>;
};

/** The system's own clock and environment stop here. */
function open(): Resources {
  if (process.env.NEXT_PHASE === 'phase-production-build') throw new Error('A page read data during next build: it must be dynamic.');
  const config = readConfig(process.env);
  const log = makeLog(config.log_level);
  const data = takeDataDirectory(config.data_dir);
  try {
    return openIn(data, config, log);
  } catch (thrown) {
    data.release();
    throw thrown;
  }
}

function openIn(data: DataDirectory, config: Config, log: Log): Resources {
  const file = data.file('studio.db');
  const store = openStore(file);
  for (const name of store.migrated) log.info({ event: 'migration.applied' }, name);
  const sealing = openSealing(file, store, config, data.file('sealing.key'));
  log.info({ event: sealing.isNew ? 'key.created' : 'key.opened', key_id: sealing.ring.active.id }, describeKey(sealing, data));
  const close = async () => {
    await store.close();
    data.release();
    log.flush();
  };
  const life: Resources['life'] = { isStopping: false, listening: undefined };
  const memory = { identity: makeIdentityMemory(), failing: new Map(), batchesAtWork: makeBatchesAtWork() };
  return { config, log, data, store, sealing, ...memory, life, close };
}

function describeKey({ source, isNew }: OpenedRing, data: DataDirectory): string {
  if (source === 'environment') return 'The sealing key comes from STUDIO_SEALING_KEY.';
  if (source === 'file') return 'The sealing key comes from STUDIO_SEALING_KEY_FILE.';
  const place = `The sealing key ${isNew ? 'was made in' : 'is in'} ${data.file('sealing.key')}.`;
  return `${place} Back it up apart from the database: without it stored credentials cannot be read.`;
}

function openSealing(file: string, store: Store, config: Config, ownFile: string): OpenedRing {
  try {
    const sealing = openRing(config.sealing, ownFile, readKnownKeys(store.reads));
    registerKeys(file, sealing.ring.keys, Date.now());
    return sealing;
  } catch (thrown) {
    void store.close();
    throw thrown;
  }
}

/** A start that failed stays failed: its secrets are out of the environment, so a second try would start another studio. */
type Opening = { resources: Resources } | { failure: unknown };
const root = globalThis as { [key: symbol]: Opening | undefined };
const key = Symbol.for('studio.resources');

function tryToOpen(): Opening {
  try {
    return { resources: open() };
  } catch (failure) {
    return { failure };
  }
}

/**
 * Opened by whoever asks first, then the same for all. A change here needs a restart, also in dev.
 * @throws StartError when the operator has to put something right
 */
export function resources(): Resources {
  root[key] ??= tryToOpen();
  const opening = root[key];
  if ('failure' in opening) throw opening.failure;
  return opening.resources;
}
