import { z } from 'zod';
import { batchStates, mostConcurrency, mostRows, retriedOutcomes, rowOutcomes } from './batch.ts';

const time = z.number().describe('Epoch milliseconds');
const count = z.int().min(0);
const template = z.string().max(100_000);

/** How a row becomes an input. */
export const Mapping = z
  .strictObject({
    parameters: z.record(z.string().min(1).max(256), template).optional(),
    text_docs: z.array(template).min(1).max(100).optional(),
    query_text: template.optional(),
  })
  .describe('Texts in which `{{name}}` stands for a value of the row; a text that is nothing else keeps the kind of the value');

const target = z.union([z.strictObject({ connector_id: z.string() }), z.strictObject({ model_id: z.string() })], {
  error: 'must be {"connector_id"} or {"model_id"}: a draft is not kept, so it cannot be sent later',
});

/** What makes a batch, but for its rows. */
export const BatchEnvelope = z.strictObject({
  target,
  action_type: z.string().min(1).max(256).optional(),
  algorithm: z.string().min(1).max(64).optional().describe('What reads the input; absent: what suits the mapping'),
  mapping: Mapping,
  columns: z.array(z.string().min(1).max(256)).max(200).optional().describe('Order of the values in a table; absent: as rows bring them'),
  concurrency: z.int().min(1).max(mostConcurrency).default(4),
  mode: z.enum(['send', 'mock']).default('send'),
});

/** For the description of the API: rows are read from the text itself, so that their numbers keep their spelling. */
export const BatchInput = BatchEnvelope.extend({ rows: z.array(z.record(z.string(), z.json())).min(1).max(mostRows) });

export const BatchRetry = z.strictObject({
  outcomes: z
    .array(z.enum(retriedOutcomes))
    .min(1)
    .default(['failed'])
    .describe('`not_sent`: rows that a stop left behind; `unknown`: whether they were answered, and paid for, nobody knows'),
});

const Usage = z.object({ input: count.optional(), output: count.optional(), total: count.optional() });

export const Batch = z.object({
  batch_id: z.string(),
  target,
  target_name: z.string(),
  mode: z.enum(['send', 'mock']),
  action_type: z.string().optional(),
  algorithm: z.string().optional(),
  mapping: Mapping,
  columns: z.array(z.string()),
  concurrency: count,
  state: z.enum(batchStates),
  reason: z.string().optional().describe('Why it stopped by itself'),
  user: z.string(),
  total: count,
  counts: z.record(z.enum(rowOutcomes), count),
  usage: Usage,
  service_model: z.string().optional().describe('The model of the service that rows asked for, as the service calls it'),
  created_at: time,
  finished_at: time.nullable(),
  left_ms: z
    .number()
    .nullable()
    .describe('Milliseconds until it is done, if rows take as long as those before; null when that is not known'),
  bodies: z.enum(['kept', 'not_kept']).describe('Values and answers'),
});
export type Batch = z.output<typeof Batch>;

export const BatchPage = z.object({ items: z.array(Batch), next_cursor: z.string().nullable() });
export type BatchPage = z.output<typeof BatchPage>;

export const BatchRow = z.object({
  row: z.int().min(1),
  outcome: z.enum(rowOutcomes),
  values: z.record(z.string(), z.unknown()).nullable().describe('With secrets masked; null when they are not kept'),
  answer: z.string().optional().describe('In a line; the whole of it stands with the run'),
  attempts: count,
  run_id: z.string().optional().describe('Of the last attempt'),
  failed_step: z.string().optional(),
  status: z.int().optional(),
  error: z.object({ type: z.string(), reason: z.string() }).optional(),
  finished_at: time.optional(),
  duration_ms: count.optional(),
  usage: Usage.optional(),
});
export type BatchRow = z.output<typeof BatchRow>;

export const BatchRowPage = z.object({ items: z.array(BatchRow), next_cursor: z.string().nullable() });
export type BatchRowPage = z.output<typeof BatchRowPage>;
