import type { Caller } from '#lib/access/caller.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { isStudioError, type StudioError } from '#lib/errors.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parseJson, readJson, toJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { inputFields } from '#lib/predict/input-fields.ts';
import type { PredictInput } from '#lib/predict/predict-input.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import type { Target } from '#lib/predict/target.ts';
import { errorOf } from '#lib/predict/tracer.ts';
import { sendPrediction, tryPrediction } from '#lib/predict/try-prediction.ts';
import { keepRun } from '#lib/runs/keep-run.ts';
import { keptJson, maskText } from '#lib/runs/kept-json.ts';
import { horizons } from '#lib/runs/ports.ts';
import { answerLine } from './answer-line.ts';
import type { Mapping } from './batch.ts';
import type { ClaimedRow, RowEnd, RunnerPorts, StoredBatch } from './ports.ts';
import { algorithmOf, rowBody } from './row-body.ts';

/** Characters of a reason that are kept. */
const mostOfReason = 2_000;
const mostOfCells = 256 * 1024; // bytes

export type RowWork = { batch: StoredBatch; claimed: ClaimedRow; run_id: string; signal: AbortSignal };

/** How it ended, and what is kept of its values from now on. */
export type RowResult = { end: RowEnd; cells?: string | null };

const nothing = {
  answer: null,
  failed_step: null,
  status: null,
  error_type: null,
  error_reason: null,
  duration: null,
  input_tokens: null,
  output_tokens: null,
  total_tokens: null,
};

/**
 * Sends one row as its maker would send it: same pipeline, same rights, same history.
 * @throws StudioError when nothing could be sent at all: the target is gone, the caller may not, or has had too many
 */
export async function runRow(caller: Caller, { batch, claimed, run_id, signal }: RowWork, ports: RunnerPorts): Promise<RowResult> {
  const asked = inputOf(batch, claimed, ports);
  if ('problem' in asked) return { end: { ...nothing, ...unsent(asked.problem), finished_at: ports.now() } };
  const { input, body, algorithm } = asked;
  const request = {
    target: targetOf(batch),
    action: batch.action_type ?? undefined,
    algorithm,
    input,
    body,
    mode: batch.mode,
    scenario: 'good' as const,
    signal,
  };
  const named = { ...ports, newId: () => run_id };
  const result = await (batch.mode === 'send' ? sendPrediction : tryPrediction)(caller, request, named);
  const answer = ports.answerOf(result, run_id);
  await keepRun(caller, { request: { ...request, stream: false }, result, answer }, ports);
  const withBodies = horizons(ports).bodies < result.finished_at;
  const end = endOf(answer, result, withBodies);
  // What was answered is not sent again: only what may be shown is kept of it.
  return { end, ...(end.outcome === 'answered' && { cells: withBodies && claimed.cells ? maskedCells(claimed.cells) : null }) };
}

export const targetOf = ({ target_kind, target_id }: Pick<StoredBatch, 'target_kind' | 'target_id'>) =>
  target_kind === 'model' ? { model_id: target_id } : { connector_id: target_id };

/** Values of a row without what looks like a secret: JSON text (threats.md C-15). */
export const maskedCells = (cells: string): string => keptJson(parseJson(cells), { most: mostOfCells }).text;

type Asked = { input: PredictInput; body: Json; algorithm: string };

function inputOf(batch: StoredBatch, { cells }: ClaimedRow, ports: RunnerPorts): Asked | { problem: StudioError } {
  const mapping = JSON.parse(batch.mapping) as Mapping; // as it was created
  try {
    const row = parseJson(cells ?? '{}');
    return readRow(isObject(row) ? row : new Map(), mapping, batch.algorithm, fieldsFor(batch, ports));
  } catch (problem) {
    if (!isStudioError(problem)) throw problem;
    return { problem };
  }
}

/** @throws StudioError 400 for an input that cannot be read */
export function readRow(row: JsonObject, mapping: Mapping, algorithm: string | null, fields: ReturnType<typeof inputFields>): Asked {
  const node = readJson(writeJson(rowBody(row, mapping, fields)));
  const name = algorithm ?? algorithmOf(mapping);
  return { input: readPredictInput(node, name), body: toJson(node), algorithm: name };
}

/** Of the action as the connector is now. */
function fieldsFor({ target_kind, target_id, action_type }: StoredBatch, { targets }: RunnerPorts) {
  return actionFields(target_kind === 'model' ? targets.model(target_id)?.target : targets.connector(target_id), action_type);
}

export function actionFields(target: Target | undefined, action_type: string | null) {
  const action = target && findAction(target.connector.actions, action_type ?? 'PREDICT');
  return action ? inputFields(target.connector, action) : [];
}

function unsent(problem: StudioError): Pick<RowEnd, 'outcome' | 'failed_step' | 'status' | 'error_type' | 'error_reason'> {
  const { type, status, reason } = errorOf(problem);
  return { outcome: 'failed', failed_step: 'parameters', status, error_type: type, error_reason: keptReason(reason) };
}

const keptReason = (reason: string) => maskText(reason.slice(0, mostOfReason), '');

type Answer = ReturnType<RunnerPorts['answerOf']>;
type Result = Awaited<ReturnType<typeof sendPrediction>>;

function endOf(answer: Answer, { finished_at, duration, usage = {} }: Result, withBodies: boolean): RowEnd {
  const error = answer.outcome === 'answered' ? undefined : answer.trace.steps.find(({ status }) => status === 'failed')?.error;
  return {
    // One that was cut off may have been answered, and paid for.
    outcome: answer.outcome === 'answered' ? 'answered' : answer.outcome === 'failed' ? 'failed' : 'unknown',
    answer: withBodies && answer.outcome === 'answered' ? keptLine(answer.response) : null,
    failed_step: answer.failed_step ?? null,
    status: answer.status,
    error_type: answer.error_type ?? error?.type ?? null,
    error_reason: withBodies && error ? keptReason(error.reason) : null,
    finished_at,
    duration: Math.round(duration),
    input_tokens: usage.input ?? null,
    output_tokens: usage.output ?? null,
    total_tokens: usage.total ?? null,
  };
}

const keptLine = (response: Answer['response']) => maskText(answerLine(response as Json), ''); // as: what was parsed from text
