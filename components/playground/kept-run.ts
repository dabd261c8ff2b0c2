import type { Prediction } from '#lib/client/predictions.ts';
import { scenarios } from '#lib/client/predictions.ts';
import { getRunText, type Run as StoredRun } from '#lib/client/runs.ts';
import { assertProtocol } from '#lib/connectors/complete-input.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { readConnectorFields } from '#lib/connectors/read-connector.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { type Algorithm, algorithms, type Definition, inputOfBody, type PlaygroundInput, predictBody } from './playground-input.ts';
import type { Destination, Run } from './use-playground.ts';

/** A run as the server keeps it, with what was sent spelled as it was: `1.0` is not `1` for a template. */
export type KeptRun = StoredRun & {
  spelled: {
    input: Json;
    /** JSON text of a draft, where the run tried one and it is kept whole. */
    draft?: string;
  };
};

export async function loadRun(id: string, signal?: AbortSignal): Promise<KeptRun> {
  const text = await getRunText(id, signal);
  const run = JSON.parse(text) as StoredRun; // as: what that route answers
  const whole = parseJson(text);
  const memberOf = (value: Json | undefined, name: string) => (isObject(value) ? value.get(name) : undefined);
  const draft = memberOf(memberOf(whole, 'target'), 'connector');
  const hasDraft = isObject(draft) && !run.cut.includes('target');
  return { ...run, spelled: { input: memberOf(whole, 'input') ?? null, ...(hasDraft && { draft: writeJson(draft) }) } };
}

/** What a draft calls, read as the server reads it. @throws StudioError */
export function definitionOfDraft(draft: string): Definition {
  const { protocol = '', parameters = {}, actions } = readConnectorFields(readJson(draft));
  assertProtocol(protocol);
  return { protocol, parameters, actions };
}

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
    run: { prediction: predictionOf(kept), mode: kept.mode, body: sent?.body ?? '', duration_ms: kept.duration_ms },
  };
}

/** Whether it can be sent again as it was. */
export const isKeptWhole = (kept: KeptRun): boolean => inputOf(kept) !== undefined;

function inputOf({ spelled: { input }, algorithm, cut }: KeptRun): PlaygroundInput | undefined {
  if (cut.includes('input') || !isObject(input)) return undefined;
  return inputOfBody(
    input,
    algorithms.find((one) => one === algorithm),
  );
}

export const predictionOf = ({ run_id, outcome, failed_step, status, response, trace, usage, service_model }: StoredRun): Prediction => ({
  run_id,
  outcome,
  ...(failed_step && { failed_step }),
  status,
  response,
  trace: trace ?? { steps: [] },
  ...(usage && { usage: usage as NonNullable<Prediction['usage']> }),
  ...(service_model !== undefined && { service_model }),
});

/** The payload that a call had, for a comparison with that of another. */
export function payloadOf({ trace }: Prediction): string {
  const output = trace.steps.find(({ name }) => name === 'payload')?.output;
  return typeof output === 'string' ? output : output ? JSON.stringify(output, null, 2) : '';
}
