import type { StepName, Trace } from '#lib/predict/trace.ts';
import type { Usage } from '#lib/predict/usage.ts';
import type { modes, outcomes, RunPage as Page, RunRow as Row } from './run-schema.ts';

export type RunOutcome = (typeof outcomes)[number];
export type RunMode = (typeof modes)[number];
export type RunFacets = NonNullable<Page['facets']>;
export type { RunCounts, RunStats, SharedRun } from './run-schema.ts';

/** A run as the list shows it. */
export type RunRow = Omit<Row, 'failed_step' | 'usage'> & { failed_step?: StepName | undefined; usage?: Usage | undefined };

export type RunPage = Omit<Page, 'items'> & { items: RunRow[] };

/** What is kept in part. */
export type RunPart = 'target' | 'input' | 'response' | 'trace';

/** A run with all that is kept of it; what it takes to send it again is named as `POST /predictions` names it. */
export type Run = RunRow & {
  /** A draft stands here without its credential. */
  target: { connector_id: string } | { model_id: string } | { connector: unknown };
  action_type?: string;
  algorithm?: string;
  scenario?: string;
  stream: boolean;
  bodies: 'kept' | 'not_kept';
  /** The body that was sent. Null when it is not kept; where `cut` names it, texts end early and later members are missing. */
  input: unknown;
  response: unknown;
  trace: Trace | null;
  cut: RunPart[];
  can: { share: true | string };
};
