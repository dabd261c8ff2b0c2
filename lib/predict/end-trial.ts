import { providerNames } from '#lib/blueprints/provider-names.ts';
import { hostOf } from '#lib/connectors/destination.ts';
import { providerOf } from '#lib/connectors/provider-of.ts';
import { answered, howItEnded, leftByClient, note } from './noted.ts';
import { remedyFor } from './remedy.ts';
import { serviceModelIn } from './service-model.ts';
import type { Target } from './target.ts';
import type { Step, Trace } from './trace.ts';
import type { Ending, Trial, TryResult } from './try-prediction.ts';
import { usageOf } from './usage.ts';

/** What a prediction came to, with all of its steps. What was sent is taken note of. */
export function end(trial: Trial, ending: Ending): TryResult {
  const { run_id, asked, started, ports } = trial;
  const times = { duration: ports.clock.elapsed() - started, finished_at: ports.clock.now() };
  return { run_id, ...('results' in ending ? good(trial, ending) : bad(trial, ending.failure)), called: asked, ...times };
}

type WhatCame = Omit<TryResult, 'run_id' | 'called' | 'finished_at' | 'duration'>;

function good(trial: Trial, ending: Ending): WhatCame {
  const { options, blueprint, replies, mode } = trial;
  const usage = usageOf(blueprint?.usage_path, replies);
  if (mode === 'send') noteTrial(trial, { ...answered, ...(usage && { usage }) });
  const isDry = mode === 'dry_run';
  const outcome = isDry ? 'dry_run' : 'answered';
  const trace = options.steps.trace();
  return { outcome, ...(!isDry && { ending }), trace, ...(usage && { usage }), ...modelIn(trace) };
}

function bad(trial: Trial, thrown: unknown): WhatCame {
  const { asked, options, mode, blueprint, replies } = trial;
  const { target, signal } = asked;
  const how = howItEnded(thrown, signal);
  if (mode === 'send') noteTrial(trial, how);
  const failure = signal.aborted ? leftByClient(thrown) : thrown;
  options.steps.fail(failure);
  const trace = options.steps.trace();
  const failed = trace.steps.find(({ status }) => status === 'failed');
  if (failed) advise(failed, trace, target);
  const usage = usageOf(blueprint?.usage_path, replies); // an answer that could not be used was paid for all the same
  return {
    outcome: signal.aborted ? 'cancelled' : 'failed',
    ...(failed && { failed_step: failed.name }),
    ending: { failure },
    trace,
    ...(usage && { usage }),
    ...modelIn(trace),
  };
}

function modelIn(trace: Trace): Pick<TryResult, 'service_model'> {
  const service_model = serviceModelIn(trace);
  return service_model === undefined ? {} : { service_model };
}

const noteTrial = ({ caller, asked, started, isDraft, ports }: Trial, how: Parameters<typeof note>[2]) =>
  note({ caller, asked, started, via: isDraft ? 'draft' : 'studio' }, ports, how);

/** Adds to the step at fault what a person can do about it. */
function advise(step: Step, trace: Trace, target: Target): void {
  if (!step.error) return;
  const host = hostIn(trace) ?? hostOf(target.connector);
  const { connection_timeout, read_timeout } = target.client_config;
  const provider = providerNames[providerOf(host)];
  const remedy = remedyFor(step.error, { host: host || undefined, provider, connection_timeout, read_timeout });
  if (remedy) step.detail = { ...(step.detail as object | undefined), remedy }; // as: details are objects
}

/** Where the filled address leads, once there is one. */
function hostIn({ steps }: Trace): string | undefined {
  const output = steps.find(({ name }) => name === 'request')?.output as { url?: unknown } | null | undefined; // as: that step's shape
  return typeof output?.url === 'string' ? /:\/\/([^/?#]+)/.exec(output.url)?.[1] : undefined;
}
