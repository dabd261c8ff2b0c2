import type { Prediction } from '#lib/client/predictions.ts';
import { scenarios } from '#lib/client/predictions.ts';
import type { Run as KeptRun } from '#lib/client/runs.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { type Algorithm, algorithms, type Definition, inputOfExample, type PlaygroundInput, predictBody } from './playground-input.ts';
import type { Destination, Run } from './use-playground.ts';

/** A kept run as the page shows it: what was typed, where it went, and what came of it. */
export type Reopened = {
  /** Absent when the body is not kept, or only its beginning. */
  input?: PlaygroundInput;
  actionType: string;
  destination: Destination;
  scenario: (typeof scenarios)[number];
  isStreaming: boolean;
  algorithm: Algorithm;
  run: Run;
};

export function reopened(kept: KeptRun, definition: Definition): Reopened {
  const actionType = findAction(definition.actions, kept.action_type ?? kept.action)?.action_type ?? kept.action;
  const input = inputOf(kept);
  const sent = input && predictBody(input, definition, findAction(definition.actions, actionType));
  return {
    ...(input && { input }),
    actionType,
    destination: kept.mode === 'mock' ? 'mock' : 'service',
    scenario: scenarios.find((one) => one === kept.scenario) ?? 'good',
    isStreaming: kept.stream,
    algorithm: sent?.algorithm ?? 'remote',
    run: { prediction: predictionOf(kept), body: sent?.body ?? '', duration_ms: kept.duration_ms },
  };
}

function inputOf({ input, algorithm, cut }: KeptRun): PlaygroundInput | undefined {
  if (cut.includes('input') || typeof input !== 'object' || input === null) return undefined;
  const known: Algorithm | undefined = algorithms.find((one) => one === algorithm);
  return inputOfExample({ input: input as Record<string, never>, ...(known && { algorithm: known }) }); // as: a predict body
}

const predictionOf = ({ run_id, outcome, failed_step, status, response, trace, usage }: KeptRun): Prediction => ({
  run_id,
  outcome,
  ...(failed_step && { failed_step }),
  status,
  response,
  trace: trace ?? { steps: [] },
  ...(usage && { usage: usage as NonNullable<Prediction['usage']> }),
});

/** The payload that a call had, for a comparison with that of another. */
export function payloadOf({ trace }: Prediction): string {
  const output = trace.steps.find(({ name }) => name === 'payload')?.output;
  return typeof output === 'string' ? output : output ? JSON.stringify(output, null, 2) : '';
}
