import { mostRows } from '#lib/batches/batch.ts';
import { BatchEnvelope, BatchInput, BatchRetry } from '#lib/batches/batch-schema.ts';
import { retryBatch, stopBatch } from '#lib/batches/change-batch.ts';
import { type CreateBatch, createBatch } from '#lib/batches/create-batch.ts';
import { exportBatch } from '#lib/batches/export-batch.ts';
import { listBatches } from '#lib/batches/list-batches.ts';
import { listRows } from '#lib/batches/list-rows.ts';
import type { BatchPorts } from '#lib/batches/ports.ts';
import { showBatch } from '#lib/batches/show-batch.ts';
import { illegalArgument } from '#lib/errors.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { type JsonNode, toJson } from '#lib/json/read-json.ts';
import { byteStream } from './event-stream.ts';
import { guardedBody } from './guarded-body.ts';
import type { ApiRequest } from './http.ts';
import { jsonBody, schemaBody } from './json-body.ts';
import { plainJson } from './plain-json.ts';
import { type Route, reply, route } from './route.ts';

export type BatchRoutePorts = BatchPorts;

const path = '/api/studio/batches';
const one = `${path}/:batch_id` as const;

/** Many predictions of one kind, run by the server (architecture.md §10.3). */
export const batchRoutes = (ports: BatchRoutePorts): Route[] => [
  route('GET', path, {
    summary: 'List batches, newest first: the own ones, for an administrator all',
    query: { cursor: 'text', size: 'integer' },
    run: ({ caller, query }) => listBatches(caller, query, ports),
  }),
  route('POST', path, {
    summary: 'Send each row as a prediction; the server goes on when the caller is gone',
    body: guardedBody('batch.create', { ...jsonBody(readBatch, { size: 'prediction' }), schema: BatchInput }),
    run: async ({ caller, body, request }) => {
      const { batch, isNew } = await createBatch(caller, { ...body, key: keyOf(request) }, ports);
      return reply(isNew ? 201 : 200, batch);
    },
  }),
  route('GET', one, {
    summary: 'Show how far a batch is',
    run: ({ caller, params }) => showBatch(caller, params, ports),
  }),
  route('GET', `${one}/rows`, {
    summary: 'List rows of a batch in their order',
    query: { outcome: 'text', cursor: 'text', size: 'integer' },
    run: ({ caller, params, query }) => listRows(caller, { ...params, ...query }, ports),
  }),
  route('POST', `${one}/_stop`, {
    summary: 'Send no more rows; those in flight come to their end',
    run: ({ caller, params }) => stopBatch(caller, params, ports),
  }),
  route('POST', `${one}/_retry`, {
    summary: 'Send rows again that failed, or others where asked',
    body: guardedBody('batch.update', schemaBody(BatchRetry)),
    run: ({ caller, params, body }) => retryBatch(caller, { ...params, ...body }, ports),
  }),
  route('GET', `${one}/_export`, {
    summary: 'Download the rows with their answers, as JSON lines or CSV',
    query: { format: 'text', outcome: 'text' },
    run: async ({ caller, params, query }) => {
      const { name, contentType, texts } = await exportBatch(caller, { ...params, ...query }, ports);
      return reply(200, byteStream(texts), { 'content-type': contentType, 'content-disposition': `attachment; filename="${name}"` });
    },
  }),
];

/** Rows are read from the text itself: their numbers keep their spelling. */
function readBatch(node: JsonNode): Omit<CreateBatch, 'key'> {
  const sent = toJson(node);
  const members = isObject(sent) ? sent : new Map();
  const rows = members.get('rows');
  const parsed = BatchEnvelope.safeParse(plainJson(new Map([...members].filter(([name]) => name !== 'rows'))));
  if (!parsed.success) throw wrongFields(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  if (!Array.isArray(rows) || rows.length === 0) throw wrongFields([{ path: 'rows', message: 'is a list of one row at least' }]);
  if (rows.length > mostRows) throw wrongFields([{ path: 'rows', message: `holds ${rows.length} rows; a batch has ${mostRows} at most` }]);
  const wrong = rows.findIndex((row) => !isObject(row));
  if (wrong >= 0) throw wrongFields([{ path: `rows.${wrong}`, message: 'is an object with a member for each value' }]);
  return { ...parsed.data, rows: rows as JsonObject[] }; // as: looked at one by one
}

function wrongFields(fields: { path: string; message: string }[]) {
  const [first] = fields;
  return illegalArgument(first ? `${first.path}: ${first.message}` : 'The body is not valid', { fields });
}

/** Threats.md V-06. @throws StudioError 400 */
function keyOf({ headers }: ApiRequest): string | undefined {
  const key = headers.get('idempotency-key') ?? undefined;
  if (key === undefined || /^[\x21-\x7e]{1,128}$/.test(key)) return key;
  throw illegalArgument('Idempotency-Key: 1 to 128 printable characters');
}
