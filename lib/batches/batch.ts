import type { BatchRow as Row, Batch as Shown } from './batch-schema.ts';

export const batchStates = ['running', 'stopping', 'stopped', 'finished'] as const;
export const rowOutcomes = ['waiting', 'running', 'answered', 'failed', 'unknown', 'not_sent'] as const;
/** Rows that may be sent again, when somebody asks for it. */
export const retriedOutcomes = ['failed', 'unknown', 'not_sent'] as const;

export type BatchState = (typeof batchStates)[number];
export type RowOutcome = (typeof rowOutcomes)[number];
export type RetriedOutcome = (typeof retriedOutcomes)[number];
export type BatchMode = 'send' | 'mock';

/** How many rows are where. */
export type RowCounts = Record<RowOutcome, number>;

/** Texts in which `{{name}}` stands for a value of the row. */
export type Mapping = {
  parameters?: Record<string, string> | undefined;
  text_docs?: string[] | undefined;
  query_text?: string | undefined;
};

export const mostRows = 1_000;
export const mostConcurrency = 10;

export type Batch = Shown;
export type BatchRow = Row;
export type { BatchPage, BatchRowPage } from './batch-schema.ts';
