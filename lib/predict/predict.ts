import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { mayRead } from '#lib/connectors/connector-access.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import type { RunScript } from '#lib/functions/script.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { noPrivilege } from '#lib/models/assert-model-open.ts';
import { deployedStates, type Model } from '#lib/models/model.ts';
import { mayUseGroup } from '#lib/models/model-group-access.ts';
import type { RunCounts } from '#lib/models/run-counts.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import { aboutModel } from './about-model.ts';
import type { CallerLimits } from './caller-limits.ts';
import { howItFailed, startCounting } from './counted-run.ts';
import type { FinishedRuns } from './finished-run.ts';
import type { Guards } from './guardrails.ts';
import { assertInterface, isInputChecked } from './model-interface.ts';
import { noted } from './noted.ts';
import { inputObject, type PredictInput } from './predict-input.ts';
import type { RateLimits } from './rate-limiter.ts';
import { renderOutput } from './render-tensors.ts';
import type { CallPorts } from './run-call.ts';
import { type RunOptions, runPrediction } from './run-prediction.ts';
import type { Clock, SendPorts } from './send-request.ts';
import { type Steps, untracedSteps } from './steps.ts';
import type { Target, TargetReads } from './target.ts';
import type { Tensors } from './tensor.ts';
import type { TokenCounter, UsagePaths } from './usage.ts';

export type PredictPorts = {
  targets: TargetReads;
  settings: { current(): EffectiveSettings };
  executor: SendPorts['executor'];
  clock: Clock & { timeout(milliseconds: number): AbortSignal };
  random(): number;
  runScript: RunScript;
  limits: RateLimits;
  callerLimits: CallerLimits;
  counts: RunCounts;
  /** Deploys a model that is called for the first time; calls at once become one. @throws StudioError */
  deploy(model_id: string): Promise<unknown>;
  finishedRuns: FinishedRuns;
  /** Where its service counts tokens; asked for each call. */
  usagePaths(target: Target): UsagePaths | undefined;
};

/** A prediction with what it calls, all of it read. */
export type Asked = {
  target: Target;
  input: PredictInput;
  /** Action type, or the name of an action. */
  action_name: string;
  signal: AbortSignal;
};

/**
 * Runs a prediction for a client of `_predict`.
 * @returns what each call gave, in order
 * @throws StudioError as `_predict` answers
 */
export const predict = operation('predict.send', async (caller, asked: Asked, ports: PredictPorts) => {
  const settings = ports.settings.current();
  assertMayUse(caller, asked.target, settings);
  ports.callerLimits.count(caller);
  const paths = ports.usagePaths(asked.target);
  const tokens = paths && { paths };
  return noted(caller, asked, ports, () => predictNow(asked, settings, ports, { user: caller.username, tokens }), tokens);
});

/** @throws StudioError 403 when the model, or the connector (threats.md M-03), is not the caller's to use */
export function assertMayUse(caller: Caller, { connector, owner_id, model }: Target, settings: EffectiveSettings): void {
  if (model && !mayUseGroup(caller, model.group, settings.flag('model_access_control_enabled'))) throw statusError(403, noPrivilege);
  if (mayRead(caller, { connector, owner_id }, settings.flag('connector_access_control_enabled'))) return;
  throw statusError(403, "You don't have permission to access this connector");
}

export type PredictOptions = RunOptions & {
  /** A model that is not deployed yet may be. */
  mayDeploy?: boolean;
  /** Name of who asks, for the limits of single users. */
  user?: string | undefined;
  /** Nothing leaves (a dry run, the mock): no limit counts the call, and no guardrail asks its model. */
  isRehearsal?: boolean;
  /** Counts the tokens of what is answered. */
  tokens?: TokenCounter | undefined;
};

/** As predict, for whoever has been let in already; a guardrail asks its model this way. */
export async function predictNow(
  { target, input, action_name, signal }: Asked,
  settings: EffectiveSettings,
  ports: PredictPorts,
  options: PredictOptions = {},
  depth = 0,
): Promise<Tensors[]> {
  const { steps = untracedSteps, mayDeploy = true, user, isRehearsal, tokens } = options;
  await reachTarget({ target, input, action_name }, settings, mayDeploy ? ports : undefined, steps);
  const run = startCounting(ports.counts, target, action_name, isRehearsal);
  const [trust, max_json_size] = [settings.trustPolicy(), settings.number('max_json_size')];
  const prediction = { target, input, action_name, signal, user, trust, max_json_size, tokens };
  try {
    const results = await runPrediction(prediction, callPorts(settings, ports, depth, options), options);
    const schema = target.model?.model.interface?.output;
    if (schema !== undefined && !options.isDry && isInputChecked(action_name)) {
      run?.inferred();
      await assertInterface('output', parseJson(renderOutput(results)), schema);
    }
    run?.end('answered');
    return results;
  } catch (thrown) {
    run?.end(howItFailed(thrown, signal));
    throw thrown;
  }
}

/** The step *target*. @param ports deploy a model that is not; without them it may stay as it is */
export const reachTarget = (
  { target, input, action_name }: Omit<Asked, 'signal'>,
  settings: EffectiveSettings,
  ports: PredictPorts | undefined,
  steps: Steps,
): Promise<unknown> =>
  steps.runAsync(
    'target',
    null,
    async () => target.model && assertModelReady(target, input, action_name, settings, ports),
    () => shownTarget(target),
  );

const shownTarget = ({ connector_id, connector, model }: Target) => ({
  ...(model && { model_id: model.id, model_name: model.model.name, model_state: model.model.model_state }),
  connector_id,
  connector_name: connector.name,
  protocol: connector.protocol,
});

/** What a model asks before it is called (predict.md §3). @throws StudioError 403, 400 */
async function assertModelReady(
  { model: own }: Target,
  input: PredictInput,
  action_name: string,
  settings: EffectiveSettings,
  ports: PredictPorts | undefined,
): Promise<void> {
  if (!own) return;
  const { id, model } = own;
  if (model.is_enabled === false) throw statusError(403, 'Model is disabled.');
  const schema = model.interface?.input;
  if (schema !== undefined && isInputChecked(action_name)) await assertInterface('input', inputInstance(input, action_name), schema);
  if (ports && !deployedStates.includes(model.model_state)) {
    assertDeployable(id, model, settings);
    await ports.deploy(id);
  }
}

function inputInstance(input: PredictInput, action_name: string) {
  const dataset = input.dataset.type === 'remote' ? { ...input.dataset, action_type: action_name } : input.dataset;
  return parseJson(writeJson(inputObject({ ...input, dataset } as PredictInput))); // as: an action may be called by its name
}

function assertDeployable(id: string, model: Model, settings: EffectiveSettings): void {
  if (!settings.flag('model_auto_deploy.enable')) throw illegalArgument('Model not ready yet. Please deploy the model first.');
  if (model.deploy_setting?.is_auto_deploy_enabled !== false) return;
  const reason = aboutModel('Auto deployment disabled for this model, please deploy model first', { id, is_hidden: model.is_hidden });
  throw illegalArgument(reason);
}

/** Guardrails that ask each other in a circle end here, closed. */
const deepestGuard = 3;
const guardTimeout = 60_000; // milliseconds

export function callPorts(settings: EffectiveSettings, ports: PredictPorts, depth: number, options: PredictOptions = {}): CallPorts {
  const { user, isRehearsal } = options;
  const guards: Guards = {
    async ask(model_id, parameters, signal) {
      const target = ports.targets.model(model_id)?.target;
      if (!target || depth >= deepestGuard) throw statusError(400, 'The model of a guardrail cannot be asked');
      const input: PredictInput = { algorithm: 'REMOTE', dataset: { type: 'remote', parameters } };
      const soon = AbortSignal.any([signal, ports.clock.timeout(guardTimeout)]);
      return predictNow({ target, input, action_name: 'PREDICT', signal: soon }, settings, ports, { user }, depth + 1);
    },
  };
  const { executor, clock, random, runScript, limits } = ports;
  const counted = isRehearsal ? undefined : limits;
  return { executor, clock, random, runScript, limits: counted, guards: isRehearsal ? undefined : guards };
}
