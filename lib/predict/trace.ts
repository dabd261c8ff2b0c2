/** The steps of a prediction, in the order in which they run and are shown (architecture.md §7). */
export const stepNames = [
  'target',
  'action',
  'parameters',
  'pre_process',
  'payload',
  'validate',
  'limits',
  'request',
  'send',
  'parse',
  'filter',
  'post_process',
  'output',
] as const;

export type StepName = (typeof stepNames)[number];

export type StepError = {
  /** OpenSearch error type, as in the error body. */
  type: string;
  /** HTTP status that `_predict` answers with. */
  status: number;
  reason: string;
};

/** One step as the screen shows it. `input`, `output` and `detail` are plain JSON-compatible values and never hold a secret. */
export type Step = {
  name: StepName;
  status: 'ok' | 'failed' | 'skipped' | 'not_reached';
  /** Milliseconds, with fractions. */
  duration_ms: number;
  input: unknown;
  output: unknown;
  error?: StepError;
  detail?: unknown;
};

export type Trace = { steps: Step[]; calls?: Step[][] };
