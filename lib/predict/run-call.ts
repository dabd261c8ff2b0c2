import type { ConnectorAction } from '#lib/connectors/connector.ts';
import type { RunScript } from '#lib/functions/script.ts';
import type { ParameterSet } from '#lib/template/parameter-set.ts';
import { assertSendable } from './assert-sendable.ts';
import { addPreProcessed, callParameters, originsOf } from './call-parameters.ts';
import { assertInputAllowed, assertOutputAllowed, type Guards } from './guardrails.ts';
import { handleResponse } from './handle-response.ts';
import { makePayload } from './make-payload.ts';
import { makeRequest } from './make-request.ts';
import type { OutgoingRequest, TrustPolicy } from './ports.ts';
import { preProcess, preProcessFunctionOf } from './pre-process-input.ts';
import type { PredictInput } from './predict-input.ts';
import type { RateLimits } from './rate-limiter.ts';
import { type SendPorts, sendRequest } from './send-request.ts';
import type { Steps } from './steps.ts';
import { streamInterface } from './stream/stream-interface.ts';
import type { Target } from './target.ts';
import type { Tensors } from './tensor.ts';
import type { TokenCounter } from './usage.ts';

export type CallPorts = SendPorts & {
  runScript: RunScript;
  /** Absent where nothing leaves: then no limit counts, and rules that ask a model are left out. */
  limits: RateLimits | undefined;
  guards: Guards | undefined;
};

export type CallContext = {
  target: Target;
  action: ConnectorAction;
  /** As the caller named it: `PREDICT`. */
  action_name: string;
  trust: TrustPolicy;
  /** Setting plugins.ml_commons.max_json_size, bytes. */
  max_json_size: number;
  signal: AbortSignal;
  /** Name of who asks; without one no user's limit counts. */
  user?: string | undefined;
  /** The answer is to come as a stream (predict.md §15). */
  isStreaming?: boolean;
  /** Counts the tokens of what is answered. */
  tokens?: TokenCounter | undefined;
};

export type PreparedCall = { request: OutgoingRequest; parameters: ParameterSet };

/**
 * One call up to the request, ready to be sent.
 * @throws StudioError 400 and 429: nothing has left by then, except to a guardrail's own model
 */
export async function prepareCall(input: PredictInput, context: CallContext, ports: CallPorts, steps: Steps): Promise<PreparedCall> {
  const { target, action, trust, isStreaming } = context;
  const merged = steps.run(
    'parameters',
    input,
    () => callParameters(target.parameters, input),
    ({ all }) => all.values,
  );
  if (steps.isTraced) steps.note('parameters', { origins: originsOf(merged.all) });
  const parameters = preProcessed(input, merged, context, ports, steps);
  if (steps.isTraced) steps.note('payload', { parameters: parameters.values, origins: originsOf(parameters) });
  const payload = steps.run('payload', action.request_body, () => makePayload(action, parameters));
  const streamed = steps.run(
    'validate',
    payload,
    () => {
      assertSendable(payload, parameters, isStreaming);
      return isStreaming ? streamInterface(target.connector.protocol, parameters.values) : undefined;
    },
    () => undefined,
  );
  const waiting = limited(payload, parameters, context, ports, steps);
  if (waiting) await waiting;
  const parts = { target, action, payload, parameters, trust };
  const request = steps.run(
    'request',
    { method: action.method, url: action.url, headers: action.headers },
    () => (streamed ? streamed.adapt(makeRequest(parts)) : makeRequest(parts)),
    shown,
  );
  return { request, parameters };
}

/** Without the credential, sealed as it is. */
const shown = ({ method, url, headers, body }: OutgoingRequest) => ({ method, url, headers, body });

function preProcessed(
  input: PredictInput,
  merged: ReturnType<typeof callParameters>,
  { action, action_name }: CallContext,
  { runScript }: CallPorts,
  steps: Steps,
): ParameterSet {
  if (input.dataset.type === 'remote' && preProcessFunctionOf(action, input.dataset) === undefined) {
    steps.skip('pre_process', 'The action has no pre_process_function.');
    return merged.all;
  }
  const context = { action, action_name, parameters: merged.all.values, runScript };
  const made = steps.run('pre_process', input.dataset, () => preProcess(input, context));
  return made ? addPreProcessed(merged, made) : merged.all;
}

/** @returns nothing to wait for where the model has no limits */
function limited(
  payload: string | null,
  parameters: ParameterSet,
  { target, signal, user }: CallContext,
  { limits, guards }: CallPorts,
  steps: Steps,
): Promise<void> | undefined {
  const { model, id, user_limits } = target.model ?? {};
  if (!model || id === undefined || !(model.rate_limiter || model.guardrails || user_limits)) {
    steps.skip('limits', target.model ? 'The model has neither rate limiters nor guardrails.' : 'Limits belong to models.');
    return undefined;
  }
  const { rate_limiter, guardrails } = model;
  const user_limiter = user === undefined ? undefined : user_limits?.get(user);
  return steps.runAsync('limits', { rate_limiter, user_limiter, guardrails }, async () => {
    limits?.assertModelMayBeCalled(id, rate_limiter);
    if (user !== undefined) limits?.assertUserMayCall(id, user, user_limiter);
    if (!guards && guardrails?.type === 'model') steps.note('limits', { guardrails: 'Nothing leaves, so no other model is asked.' });
    if (guardrails) await assertInputAllowed(guardrails, { text: payload, question: parameters.values.get('question') }, guards, signal);
  });
}

/** Sends a call that is ready and makes tensors of the answer. @throws StudioError */
export async function sendCall(
  { request, parameters }: PreparedCall,
  context: CallContext,
  ports: CallPorts,
  steps: Steps,
): Promise<Tensors> {
  const { target, action, action_name, signal, max_json_size, tokens } = context;
  const reply = await steps.runAsync('send', null, () => sendRequest(request, ports, { signal, action_name, ...watch(steps) }));
  const guardrails = target.model?.model.guardrails;
  if (guardrails) await steps.runAsync('parse', reply.body, () => assertOutputAllowed(guardrails, reply.body, ports.guards, signal));
  const { values } = parameters;
  return handleResponse(reply, { action, action_name, parameters: values, runScript: ports.runScript, max_json_size, tokens }, steps);
}

/** What a trace keeps of the sending: every attempt, and the request as it went out. */
export function watch(steps: Steps) {
  if (!steps.isTraced) return {};
  const attempts: unknown[] = [];
  return {
    onAttempt: (attempt: unknown) => {
      attempts.push(attempt);
      steps.note('send', { attempts });
    },
    report: (prepared: unknown) => steps.note('send', { request: prepared }),
  };
}
