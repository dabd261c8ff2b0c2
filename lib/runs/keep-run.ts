import type { Caller } from '#lib/access/caller.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { toJson } from '#lib/json/read-json.ts';
import type { Writable } from '#lib/json/write-json.ts';
import type { Log } from '#lib/log.ts';
import type { TryRequest, TryResult } from '#lib/predict/try-prediction.ts';
import { keptJson, kibibyte, maskText } from './kept-json.ts';
import { keptTrace, traceFacts } from './kept-trace.ts';
import { horizons, type NewRun, type RunBodies, type RunPorts } from './ports.ts';
import type { RunPart } from './run.ts';
import { summaryOf } from './summary.ts';

/** Bytes of an input, and of an answer. */
const mostOfBody = 64 * kibibyte;

/** What was asked for, what came of it, and what `_predict` would have answered. */
export type Prediction = {
  request: Pick<TryRequest, 'target' | 'action' | 'algorithm' | 'body' | 'mode' | 'scenario'> & { stream: boolean };
  result: Pick<TryResult, 'run_id' | 'called' | 'finished_at' | 'duration' | 'usage' | 'service_model'>;
  answer: Pick<TryResult, 'outcome' | 'failed_step' | 'trace'> & { status: number | null; response: Writable; error_type?: string };
};

export type KeepPorts = Pick<RunPorts, 'runs' | 'settings' | 'now'> & { log: Pick<Log, 'error'> };

/**
 * Keeps one of the studio's own predictions, secrets masked (architecture §10.6). It has been paid for, so that it cannot be kept is no
 * reason not to answer.
 * @returns its id; undefined when it is not kept
 */
export async function keepRun(caller: Caller, prediction: Prediction, ports: KeepPorts): Promise<string | undefined> {
  const { runs, bodies } = horizons(ports);
  const { finished_at } = prediction.result;
  if (finished_at <= runs) return undefined;
  try {
    const run = newRun(caller, prediction, finished_at > bodies);
    await ports.runs.keep(run);
    return run.id;
  } catch (error) {
    ports.log.error({ event: 'run.not_kept', error });
    return undefined;
  }
}

function newRun(caller: Caller, prediction: Prediction, withBodies: boolean): NewRun {
  const { request, result, answer } = prediction;
  const { target, action_name } = result.called;
  const { usage = {} } = result;
  const draft = 'draft' in request.target ? toJson(request.target.draft) : undefined;
  const { action: action_type, algorithm, scenario, stream, mode } = request;
  const duration = Math.round(result.duration);
  return {
    id: result.run_id,
    via: 'studio',
    mode,
    connector_id: draft === undefined ? target.connector_id : textIn(draft, 'connector_id'),
    connector_name: target.connector.name ?? '',
    model_id: target.model?.id ?? null,
    model_name: target.model?.model.name ?? null,
    is_draft: draft !== undefined,
    action: action_name,
    outcome: answer.outcome,
    failed_step: answer.failed_step ?? null,
    status: answer.status,
    error_type: answer.error_type ?? null,
    user_id: caller.id,
    user_name: caller.username,
    started_at: result.finished_at - duration,
    finished_at: result.finished_at,
    duration,
    input_tokens: usage.input ?? null,
    output_tokens: usage.output ?? null,
    total_tokens: usage.total ?? null,
    service_model: result.service_model === undefined ? null : maskText(result.service_model, ''),
    request: JSON.stringify({ target: idsOf(request.target), action_type, algorithm, ...(mode === 'mock' && { scenario }), stream }),
    trace: traceFacts(answer.trace),
    bodies: withBodies ? bodiesOf(prediction, draft) : undefined,
  };
}

/** A draft is a body: it stands with those. */
const idsOf = (target: TryRequest['target']) => ('draft' in target ? undefined : target);

const textIn = (value: Json, name: string): string | null => {
  const member = isObject(value) ? value.get(name) : undefined;
  return typeof member === 'string' ? member : null;
};

function bodiesOf({ request, answer }: Prediction, draft: Json | undefined): RunBodies {
  const secrets = secretsOf(draft);
  const cut: RunPart[] = [];
  const part = (name: RunPart, { text, isCut }: ReturnType<typeof keptJson>): string => {
    if (isCut) cut.push(name);
    return text;
  };
  const keep = (name: RunPart, value: unknown) => part(name, keptJson(value, { most: mostOfBody, secrets }));
  return {
    summary: summaryOf(request.body, secrets),
    draft: draft === undefined ? null : keep('target', withoutCredential(draft)),
    input: keep('input', request.body),
    response: keep('response', answer.response ?? null),
    trace: part('trace', keptTrace(answer.trace, secrets)),
    cut: JSON.stringify(cut),
  };
}

/** What was typed for this call: masked wherever else it stands. */
function secretsOf(draft: Json | undefined): string[] {
  const credential = isObject(draft) ? draft.get('credential') : undefined;
  return isObject(credential) ? [...credential.values()].filter((value) => typeof value === 'string') : [];
}

/** Threats.md C-01: a credential is never kept, not even sealed; sent again, the draft uses that of the connector it names. */
const withoutCredential = (draft: Json): Json => (isObject(draft) ? new Map([...draft].filter(([name]) => name !== 'credential')) : draft);
