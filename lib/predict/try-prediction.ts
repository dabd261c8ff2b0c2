import type { Caller } from '#lib/access/caller.ts';
import { may, operation } from '#lib/access/operation.ts';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import type { BlueprintReads } from '#lib/blueprints/ports.ts';
import { standIn } from '#lib/blueprints/stand-in.ts';
import { actionTypeOf } from '#lib/connectors/action-type.ts';
import { statusError } from '#lib/errors.ts';
import type { Json } from '#lib/json/json.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import { assertFeaturesOn } from './assert-features-on.ts';
import { type DraftPorts, draftTarget } from './draft-target.ts';
import { end } from './end-trial.ts';
import { inspectRequest } from './inspect-request.ts';
import { mockSend, type Scenario } from './mock-target.ts';
import type { Executor, UpstreamReply } from './ports.ts';
import { type Asked, assertMayUse, type PredictOptions, type PredictPorts, predictNow } from './predict.ts';
import type { PredictInput } from './predict-input.ts';
import { mockStream } from './stream/mock-stream.ts';
import { noTarget, type Target } from './target.ts';
import type { Tensors } from './tensor.ts';
import type { Step, Trace } from './trace.ts';
import { makeTracer, type Tracer } from './tracer.ts';
import type { Usage } from './usage.ts';

export type PredictionMode = 'send' | 'dry_run' | 'mock';

export type TryRequest = {
  target: { connector_id: string } | { model_id: string } | { draft: JsonNode };
  /** Action type, or the name of an action; absent: what the body says, else PREDICT. */
  action: string | undefined;
  algorithm: string | undefined;
  input: PredictInput;
  /** The body that `input` was read from. */
  body: Json;
  mode: PredictionMode;
  scenario: Scenario;
  /** Stands in for the service on the mock; absent: the one that the target names or looks like. */
  blueprint?: Blueprint;
  signal: AbortSignal;
  /** Told what a stream came to whose reader went away between two pieces. */
  left?(result: TryResult): void;
};

/** How `_predict` would have ended; absent after a dry run. */
export type Ending = { results: Tensors[] } | { failure: unknown };

export type TryResult = {
  run_id: string;
  outcome: 'answered' | 'failed' | 'dry_run' | 'cancelled';
  failed_step?: Step['name'];
  ending?: Ending;
  trace: Trace;
  usage?: Usage;
  /** The model of the service that was asked for, as the service calls it. */
  service_model?: string;
  /** What was called. */
  called: Pick<Asked, 'target' | 'action_name'>;
  /** Epoch milliseconds. */
  finished_at: number;
  /** Milliseconds, with fractions. */
  duration: number;
};

export type TryPorts = PredictPorts & DraftPorts & { executor: Executor; blueprints: BlueprintReads; newId(): string };

/** A dry run, or a run against the mock: neither opens a credential. */
export const tryPrediction = operation('predict.try', run);

/** The real thing, every step of it visible. */
export const sendPrediction = operation('predict.send', run);

/**
 * Runs a prediction and keeps every step of it (architecture.md §10.4).
 * @throws StudioError for a target that does not exist or may not be seen; whatever goes wrong later is part of the result
 */
async function run(caller: Caller, request: TryRequest, ports: TryPorts): Promise<TryResult> {
  const trial = begin(caller, request, ports);
  try {
    return end(trial, { results: await predictNow(trial.asked, trial.settings, trial.ports, trial.options) });
  } catch (failure) {
    return end(trial, { failure });
  }
}

/** A traced prediction that is ready to run. */
export type Trial = {
  run_id: string;
  caller: Caller;
  asked: Asked;
  settings: EffectiveSettings;
  ports: TryPorts;
  options: PredictOptions & { steps: Tracer };
  /** Whose examples stand in for the service, and who knows where it counts tokens. */
  blueprint: Blueprint | undefined;
  /** What the service, or its mock, answered. */
  replies: Pick<UpstreamReply, 'body'>[];
  mode: PredictionMode;
  isDraft: boolean;
  /** By the clock that never goes back. */
  started: number;
};

/** @throws StudioError for a target that does not exist or may not be seen; 400 while remote inference is off, where it is to be sent */
export function begin(caller: Caller, request: TryRequest, ports: TryPorts): Trial {
  const settings = ports.settings.current();
  const { mode, input, signal } = request;
  const target = targetOf(caller, request, settings, ports);
  if (mode === 'send') {
    assertRemoteInferenceOn(settings);
    ports.callerLimits.count(caller);
  }
  const replies: Trial['replies'] = [];
  const blueprint = request.blueprint ?? standIn(caller, { ...target, isDraft: 'draft' in request.target }, ports.blueprints);
  const executor = executorFor(request, blueprint, ports, replies);
  const deep = mode === 'dry_run' && may(caller, 'predict.send');
  return {
    run_id: ports.newId(),
    caller,
    asked: { target, input, action_name: actionNameOf(request), signal },
    settings,
    ports: { ...ports, executor },
    options: {
      steps: makeTracer(ports.clock.elapsed),
      isDry: mode === 'dry_run',
      mayDeploy: mode === 'send',
      user: caller.username,
      isRehearsal: mode !== 'send',
      inspect: (call, steps) => inspectRequest(call, steps, executor, { deep, isForgiving: mode === 'mock' }),
    },
    blueprint,
    replies,
    mode,
    isDraft: 'draft' in request.target,
    started: ports.clock.elapsed(),
  };
}

/** As `_predict` does: nothing leaves while it is off, whoever asks. */
function assertRemoteInferenceOn(settings: EffectiveSettings): void {
  const features = { remote_inference: settings.flag('remote_inference.enabled'), local_model: true, offline_batch: true };
  assertFeaturesOn({ algorithm: 'REMOTE', action_type: 'PREDICT' }, features);
}

function actionNameOf({ action, input }: TryRequest): string {
  const own = input.dataset.type === 'remote' ? input.dataset.action_type : undefined;
  return action === undefined ? (own ?? 'PREDICT') : (actionTypeOf(action) ?? action);
}

/** @throws StudioError 403, 404; 400 for a draft that cannot be read */
function targetOf(caller: Caller, { target, mode }: TryRequest, settings: EffectiveSettings, ports: TryPorts): Target {
  if ('draft' in target) return draftTarget(caller, target.draft, mode === 'send', settings, ports);
  const found = 'model_id' in target ? modelTarget(target.model_id, ports) : connectorTarget(target.connector_id, ports);
  assertMayUse(caller, found, settings);
  return found;
}

function connectorTarget(id: string, { targets }: TryPorts): Target {
  const found = targets.connector(id);
  if (!found) throw statusError(404, `Failed to find connector with the provided connector id: ${id}`);
  return found;
}

function modelTarget(id: string, { targets }: TryPorts): Target {
  const found = targets.model(id);
  if (!found) throw statusError(404, 'Failed to find model');
  if (!found.target) throw noTarget(found.model);
  return found.target;
}

/** Keeps what the service, or its mock, answered. */
function executorFor(
  { mode, scenario, body, algorithm }: TryRequest,
  blueprint: Blueprint | undefined,
  ports: TryPorts,
  replies: Trial['replies'],
): Executor {
  const { executor, clock } = ports;
  const send = mode === 'mock' ? mockSend({ blueprint, scenario, asked: { body, algorithm } }, clock) : executor.send;
  return {
    judge: executor.judge,
    preview: executor.preview,
    stream: mode === 'mock' ? mockStream({ blueprint, scenario, asked: { body, algorithm } }, clock) : executor.stream,
    async send(request, options) {
      const reply = await send(request, options);
      replies.push(reply);
      return reply;
    },
  };
}
