import type { Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { illegalArgument, isStudioError, type StudioError } from '#lib/errors.ts';
import type { RunScript } from '#lib/functions/script.ts';
import { type Explained, type ExplainedPayload, explainHeader, explainPayload, explainUrl } from '#lib/template/explain-template.ts';
import { mergeParameters, type ParameterSet, savedParameters } from '#lib/template/parameter-set.ts';
import { addPreProcessed, callParameters } from './call-parameters.ts';
import { chunk } from './chunk.ts';
import { preProcess } from './pre-process-input.ts';
import type { PredictInput } from './predict-input.ts';
import type { StepName } from './trace.ts';

/** The request of the first call, before an address is judged or a credential opened; every filled stretch knows where it came from. */
export type ExplainedRequest = {
  action: ConnectorAction;
  method: string;
  url: Explained;
  headers: { name: string; value: Explained }[];
  payload: ExplainedPayload;
  /** Calls that the input is split into. */
  calls: number;
  /** What stopped before the payload, and where; the rest shows the connector's own values. */
  problem?: { step: StepName; error: StudioError };
};

type Definition = Pick<Connector, 'parameters' | 'actions'>;

/**
 * What a call would send, for a preview: the same functions that send it.
 * @param key action type, or name of an action
 * @throws StudioError 400 when there is no such action
 */
export function explainRequest(connector: Definition, key: string, input: PredictInput | null, runScript: RunScript): ExplainedRequest {
  const action = findAction(connector.actions, key);
  if (!action) throw illegalArgument(`no ${key} action found`);
  const { set, calls, problem } = parametersOf(connector, action, input, runScript);
  return {
    action,
    method: action.method.toUpperCase(),
    url: orRaw(action.url, () => explainUrl(action.url, set)),
    headers: Object.entries(action.headers ?? {}).map(([name, value]) => ({ name, value: orRaw(value, () => explainHeader(value, set)) })),
    payload: explainPayload(action, set),
    calls,
    ...(problem && { problem }),
  };
}

type Prepared = { set: ParameterSet; calls: number; problem?: ExplainedRequest['problem'] };

function parametersOf(connector: Definition, action: ConnectorAction, input: PredictInput | null, runScript: RunScript): Prepared {
  const saved = savedParameters(connector.parameters);
  if (!input) return { set: saved, calls: 1 };
  const merged = callParameters(saved, input);
  try {
    const { first, calls } = firstCall(connector, action, input);
    const made = preProcess(first, { action, action_name: action.action_type, parameters: merged.all.values, runScript });
    return { set: made ? addPreProcessed(merged, made) : mergeParameters(merged.all), calls };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return { set: merged.all, calls: 1, problem: { step: 'pre_process', error } };
  }
}

function firstCall(connector: Definition, action: ConnectorAction, input: PredictInput): { first: PredictInput; calls: number } {
  if (input.dataset.type !== 'text_docs') return { first: input, calls: 1 };
  const parts = chunk(input.dataset.docs, { action, action_name: action.action_type, connector_parameters: connector.parameters });
  return { first: { ...input, dataset: { ...input.dataset, docs: parts[0] ?? [] } }, calls: Math.max(parts.length, 1) };
}

/** A circle of parameters leaves nothing filled to show; the payload names it. */
function orRaw(text: string, explain: () => Explained): Explained {
  try {
    return explain();
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { text, spans: [] };
  }
}
