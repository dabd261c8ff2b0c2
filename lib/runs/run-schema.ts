import { z } from 'zod';

const time = z.number().describe('Epoch milliseconds');
const count = z.int().min(0);

export const outcomes = ['answered', 'failed', 'cancelled', 'dry_run'] as const;
export const modes = ['send', 'dry_run', 'mock'] as const;

/** Tokens that the service counted. */
export const RunUsage = z.object({ input: count.optional(), output: count.optional(), total: count.optional() });

/** A run as the list shows it. */
export const RunRow = z.object({
  run_id: z.string(),
  via: z.enum(['studio', 'api']).describe('One of the studio’s own predictions, or a call of `_predict`'),
  mode: z.enum(modes),
  connector_id: z.string().nullable().describe('Of a draft the connector that it stands for, if it names one'),
  connector_name: z.string(),
  model_id: z.string().optional(),
  model_name: z.string().optional(),
  is_draft: z.boolean(),
  action: z.string().describe('Action type, or the name of an action'),
  outcome: z.enum(outcomes),
  failed_step: z.string().optional(),
  status: z.int().nullable().describe('What `_predict` answered or would have answered; null after a dry run'),
  error_type: z.string().optional(),
  user: z.string(),
  started_at: time,
  finished_at: time,
  duration_ms: count,
  usage: RunUsage.optional(),
  service_model: z.string().optional().describe('The model of the service that was asked for, as the service calls it'),
  summary: z.string().optional().describe('First line of the input, while it is kept'),
  shared: z.boolean(),
});
export type RunRow = z.output<typeof RunRow>;

/** A run with all that is kept of it. What is asked of `POST /predictions` to send it again stands here under the same names. */
export const Run = RunRow.extend({
  target: z
    .record(z.string(), z.unknown())
    .describe('`{"connector_id"}`, `{"model_id"}` or `{"connector"}`, a draft without its credential'),
  action_type: z.string().optional().describe('As it was asked for'),
  algorithm: z.string().optional(),
  scenario: z.string().optional(),
  stream: z.boolean(),
  bodies: z.enum(['kept', 'not_kept']),
  input: z.unknown().describe('The body that was sent; null when it is not kept'),
  response: z.unknown().describe('What `_predict` would have answered; null when it is not kept'),
  trace: z.unknown().describe('Steps as `POST /predictions` answers them; what they took and gave is null when bodies are not kept'),
  cut: z
    .array(z.enum(['target', 'input', 'response', 'trace']))
    .describe('Kept in part: texts end early, later items and members are missing'),
  can: z.object({ share: z.union([z.literal(true), z.string()]) }),
});

const Choice = z.object({ value: z.string(), label: z.string().optional() });

/** Its newest first, whichever way it was reached. */
export const RunPage = z.object({
  items: z.array(RunRow),
  next_cursor: z.string().nullable().describe('Older ones; a page may be short though more follows'),
  newer_cursor: z.string().nullable().describe('With `dir=newer`: what has come since'),
  facets: z
    .object({ user: z.array(Choice), connector_id: z.array(Choice) })
    .optional()
    .describe('With `facets`: what can be filtered by, from the newest 2,000 runs of that time'),
});
export type RunPage = z.output<typeof RunPage>;

export const SharedRun = RunRow.extend({ link: z.string().describe('Path of the page that opens it') });
export type SharedRun = z.output<typeof SharedRun>;

const tally = {
  answered: count,
  failed: count,
  cancelled: count,
  tokens: z.object({ input: count, output: count, total: count }),
};
const counts = {
  ...tally,
  p50: z.number().nullable().describe('Milliseconds, of the calls that were answered'),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
};
export const RunCounts = z.object(counts);
export type RunCounts = z.output<typeof RunCounts>;

export const RunStats = z.object({
  from: time,
  to: time,
  interval: z.number().describe('Milliseconds from one item to the next'),
  items: z.array(z.object({ at: time, ...counts })),
  days: z.array(z.object({ day: z.iso.date().describe('In the time zone that was asked for'), ...tally })),
  connectors: z
    .array(
      z.object({
        connector_id: z.string().nullable().describe('null: drafts'),
        connector_name: z.string(),
        service_model: z.string().optional(),
        ...counts,
      }),
    )
    .describe('The 100 with the most calls, those first'),
  total: RunCounts,
});
export type RunStats = z.output<typeof RunStats>;
