import type { Batch, BatchMode, BatchPage, BatchRowPage, Mapping, RetriedOutcome, RowOutcome } from '#lib/batches/batch.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { request } from './http.ts';
import { toSearch } from './list-query.ts';

export type { Batch, BatchRow, BatchState, Mapping, RetriedOutcome, RowOutcome } from '#lib/batches/batch.ts';

const path = '/api/studio/batches';
const pathOf = (id: string, rest = '') => `${path}/${encodeURIComponent(id)}${rest}`;

type Options = { background?: boolean; signal?: AbortSignal };

export type NewBatch = {
  target: { connector_id: string } | { model_id: string };
  action_type?: string;
  mapping: Mapping;
  columns: string[];
  rows: readonly JsonObject[];
  concurrency: number;
  mode: BatchMode;
};

/** A key that nobody else has; `crypto.randomUUID` is for secure addresses only. */
export const newKey = (): string => [...crypto.getRandomValues(new Uint32Array(4))].map((number) => number.toString(36)).join('-');

/**
 * @param text JSON of a NewBatch
 * @param key the same for every try: however often it is sent, one batch is made
 */
export const createBatch = (text: string, key: string) => request<Batch>('POST', path, { text, key });

export const listBatches = (query: { cursor?: string; size?: number }, signal?: AbortSignal) =>
  request<BatchPage>('GET', path + toSearch(query), { signal });

export const getBatch = (id: string, options: Options = {}) => request<Batch>('GET', pathOf(id), options);

export type RowQuery = { outcome?: RowOutcome[]; cursor?: string; size?: number };
export const listBatchRows = (id: string, query: RowQuery, options: Options = {}) =>
  request<BatchRowPage>('GET', pathOf(id, '/rows') + toSearch(query), options);

export const stopBatch = (id: string) => request<Batch>('POST', pathOf(id, '/_stop'));

export const retryBatch = (id: string, outcomes: RetriedOutcome[]) => request<Batch>('POST', pathOf(id, '/_retry'), { json: { outcomes } });

/** Address of a file that a link downloads. */
export const exportPath = (id: string, format: 'csv' | 'jsonl') => pathOf(id, `/_export?format=${format}`);
