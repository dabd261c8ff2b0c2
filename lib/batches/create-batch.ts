import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { illegalArgument, isStudioError, statusError } from '#lib/errors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { assertMayUse } from '#lib/predict/predict.ts';
import type { Target } from '#lib/predict/target.ts';
import type { Batch, BatchMode, Mapping } from './batch.ts';
import type { BatchPorts, NewBatch, StoredBatch } from './ports.ts';
import { namesOf } from './row-body.ts';
import { actionFields, readRow } from './run-row.ts';
import { shown } from './show-batch.ts';

export type CreateBatch = {
  target: { connector_id: string } | { model_id: string };
  action_type?: string | undefined;
  algorithm?: string | undefined;
  mapping: Mapping;
  columns?: string[] | undefined;
  concurrency: number;
  mode: BatchMode;
  rows: readonly JsonObject[];
  /** Under which a client asks again when it missed the answer (threats.md V-06). */
  key: string | undefined;
};

const day = 86_400_000; // milliseconds

/**
 * Keeps the rows and begins to send them; whoever asked need not stay.
 * @returns the batch; `isNew` is false for one that the same key has made before
 * @throws StudioError 403, 404 for the target; 400 for what cannot be sent; 422 when the key was used with another body
 */
export const createBatch = operation(
  'batch.create',
  async (caller, asked: CreateBatch, ports: BatchPorts): Promise<{ batch: Batch; isNew: boolean }> => {
    const text = asked.key === undefined ? '' : writeJson({ ...asked, key: undefined });
    await ports.batches.forgetKeys(ports.now() - day);
    const before = known(caller, asked.key, text, ports);
    if (before) return { batch: shown(before, ports), isNew: false };
    const batch = newBatch(caller, asked, text, ports);
    const isNew = await ports.batches.create(
      batch,
      asked.rows.map((row) => writeJson(row)),
    );
    const stored = isNew ? ports.batches.find(batch.id) : known(caller, asked.key, text, ports); // somebody with the same key came first
    if (!stored) throw statusError(409, 'A request with this Idempotency-Key is in progress');
    ports.batchRunner.wake(stored.id);
    return { batch: shown(stored, ports), isNew };
  },
);

function known(caller: Caller, key: string | undefined, text: string, { batches, digest }: BatchPorts): StoredBatch | undefined {
  const batch = key === undefined ? undefined : batches.findByKey(caller.id, key);
  if (!batch || batch.request_hash === digest(batch.id + text)) return batch;
  throw statusError(422, 'This Idempotency-Key was used with another body');
}

function newBatch(caller: Caller, asked: CreateBatch, text: string, ports: BatchPorts): NewBatch {
  assertKept(ports);
  const { action_type = null, algorithm = null, mapping, concurrency, mode, rows, key = null } = asked;
  const target = usable(caller, asked.target, ports);
  if (!findAction(target.connector.actions, action_type ?? 'PREDICT'))
    throw atField('action_type', `no ${action_type ?? 'PREDICT'} action found`);
  const columns = asked.columns ?? [...new Set(rows.flatMap((row) => [...row.keys()]))];
  assertMapped(mapping, columns);
  assertFirstRow(asked, target);
  const id = ports.newId();
  return {
    id,
    target_kind: 'model_id' in asked.target ? 'model' : 'connector',
    target_id: 'model_id' in asked.target ? asked.target.model_id : asked.target.connector_id,
    target_name: (target.model && 'model_id' in asked.target ? target.model.model.name : target.connector.name) ?? '',
    mode,
    action_type,
    algorithm,
    mapping: JSON.stringify(mapping),
    columns: JSON.stringify(columns),
    concurrency,
    total: rows.length,
    user_id: caller.id,
    user_name: caller.username,
    role: caller.role,
    created_at: ports.now(),
    idempotency_key: key,
    request_hash: key === null ? null : ports.digest(id + text),
  };
}

/** A batch that nobody could look at is not worth its price. */
function assertKept({ settings }: BatchPorts): void {
  if (settings.current().number('studio.history.keep_runs') > 0) return;
  throw illegalArgument('Batches are kept as long as runs are, and studio.history.keep_runs is 0');
}

/** @throws StudioError 404, 403 as a prediction would */
function usable(caller: Caller, target: CreateBatch['target'], { targets, settings }: BatchPorts): Target {
  const found = 'model_id' in target ? targets.model(target.model_id)?.target : targets.connector(target.connector_id);
  if (!found) {
    const isModel = 'model_id' in target;
    throw statusError(
      404,
      isModel ? 'Failed to find model' : `Failed to find connector with the provided connector id: ${target.connector_id}`,
    );
  }
  assertMayUse(caller, found, settings.current());
  return found;
}

const atField = (path: string, message: string) => illegalArgument(`${path}: ${message}`, { fields: [{ path, message }] });

function assertMapped(mapping: Mapping, columns: readonly string[]): void {
  if (!mapping.parameters && !mapping.text_docs) throw atField('mapping', 'names no parameters and no text_docs');
  const missing = namesOf(mapping).find((name) => !columns.includes(name));
  if (missing !== undefined) throw atField('mapping', `no row has a value called [${missing}]`);
}

/** What is wrong with the first row is most often wrong with all: better said before any is sent. */
function assertFirstRow({ rows: [first], mapping, algorithm, action_type }: CreateBatch, target: Target): void {
  if (!first) return;
  try {
    readRow(first, mapping, algorithm ?? null, actionFields(target, action_type ?? null));
  } catch (cause) {
    if (!isStudioError(cause)) throw cause;
    throw illegalArgument(`Row 1 makes no input: ${cause.message}`, { cause, fields: [{ path: 'rows.0', message: cause.message }] });
  }
}
