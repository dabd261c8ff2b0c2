import { illegalArgument } from '#lib/errors.ts';
import type { CountedRun } from '#lib/models/run-counts.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import { howItFailed, startCounting } from '../counted-run.ts';
import { assertSuccess } from '../handle-response.ts';
import type { Executor, UpstreamStream } from '../ports.ts';
import { type Asked, callPorts, type PredictOptions, type PredictPorts, reachTarget } from '../predict.ts';
import type { PredictInput } from '../predict-input.ts';
import { type CallContext, type PreparedCall, prepareCall, watch } from '../run-call.ts';
import { chooseCalls } from '../run-prediction.ts';
import { refusedAttempt } from '../send-request.ts';
import { type Steps, untracedSteps } from '../steps.ts';
import type { Target } from '../target.ts';
import type { Tensor } from '../tensor.ts';
import { keptEvents } from './kept-events.ts';
import { sseFailure, streamFailure } from './sse-failure.ts';
import { type StreamInterface, streamInterface } from './stream-interface.ts';
import type { StreamReader } from './stream-reader.ts';
import type { StreamTensor } from './stream-tensor.ts';
import type { UpstreamEvent } from './upstream-event.ts';

export type StreamPorts = Omit<PredictPorts, 'executor'> & { executor: Pick<Executor, 'send' | 'stream'> };

export type StreamRunOptions = PredictOptions & {
  /** Goes on to the end of the stream after the answer is complete, for what the service has counted. */
  readsOn?: boolean;
};

/** The answer as one, and the event in which the service counts its tokens. */
export type Streamed = { whole: Tensor; usage: string | undefined };

/**
 * Runs a prediction whose answer comes in pieces: the steps of any prediction up to *send*, then pieces as they come (predict.md §15).
 * Nothing is retried. Pieces that arrive together come together; the next are asked for when these were taken.
 * @returns the whole; nothing after a dry run
 * @throws StudioError as soon as something fails, before the first piece or between two
 */
export async function* streamNow(
  asked: Asked,
  settings: EffectiveSettings,
  ports: StreamPorts,
  options: StreamRunOptions = {},
): AsyncGenerator<StreamTensor[], Streamed | undefined, void> {
  const { steps = untracedSteps, isRehearsal } = options;
  let run: CountedRun | undefined;
  try {
    const { call, context } = await prepare(asked, settings, ports, options, () => {
      run = startCounting(ports.counts, asked.target, asked.action_name, isRehearsal);
    });
    if (options.isDry) return undefined;
    const streamed = streamInterface(asked.target.connector.protocol, call.parameters.values);
    try {
      const whole = yield* send(call, context, ports, { streamed, steps, readsOn: options.readsOn === true });
      run?.end('answered');
      return whole;
    } catch (thrown) {
      throw streamed.format === 'sse' ? streamFailure(thrown) : thrown;
    }
  } catch (thrown) {
    run?.end(howItFailed(thrown, asked.signal));
    steps.fail(thrown);
    throw thrown;
  } finally {
    run?.end('left'); // its reader went away
  }
}

async function prepare(asked: Asked, settings: EffectiveSettings, ports: StreamPorts, options: StreamRunOptions, reached: () => void) {
  const { steps = untracedSteps, inspect, mayDeploy = true, user } = options;
  const input = streamingInput(asked.input);
  await reachTarget(asked, settings, mayDeploy ? ports : undefined, steps);
  reached();
  assertUnguarded(asked.target);
  const limits = { trust: settings.trustPolicy(), max_json_size: settings.number('max_json_size') };
  const prediction = { ...asked, ...limits, input, user, isStreaming: true };
  const { action } = chooseCalls(prediction, steps);
  const context = { ...prediction, action };
  const call = await prepareCall(input, context, callPorts(settings, ports, 0, options), steps);
  await inspect?.(call, steps);
  return { call, context };
}

/** The parameter by which templates and services know that they are to stream. */
function streamingInput(input: PredictInput): PredictInput {
  const { dataset } = input;
  if (dataset.type !== 'remote') throw illegalArgument('Only remote inference can be streamed: leave the algorithm out');
  return { ...input, dataset: { ...dataset, parameters: new Map([...(dataset.parameters ?? []), ['stream', 'true']]) } };
}

/** What has been sent cannot be taken back, so a guard of the whole answer would come too late. */
function assertUnguarded({ model }: Target): void {
  if (model?.model.guardrails?.output_guardrail) throw illegalArgument('A model with a guardrail for its output cannot be streamed');
}

type Sending = { streamed: StreamInterface; steps: Steps; readsOn: boolean };

async function* send(
  call: PreparedCall,
  context: CallContext,
  ports: StreamPorts,
  { streamed, steps, readsOn }: Sending,
): AsyncGenerator<StreamTensor[], Streamed, void> {
  const stream = await steps.runAsync('send', null, () => open(call, context, ports, streamed, steps), shownHead);
  const kept = steps.isTraced ? keptEvents() : undefined;
  const reading = Promise.withResolvers<void>();
  // The second part of the step lasts as long as the stream.
  const sent = steps.runAsync(
    'send',
    null,
    () => reading.promise,
    () => ({ ...shownHead(stream), body: kept?.text() }),
  );
  sent.catch(() => {}); // it is awaited below, unless the reader leaves
  const reader = streamed.makeReader(stream.mask);
  try {
    yield* piecesOf(stream, reader, readsOn, kept?.add);
    reading.resolve();
  } catch (thrown) {
    reading.reject(thrown);
  }
  await sent;
  for (const name of ['parse', 'filter', 'post_process'] as const) steps.skip(name, 'A stream is passed on as it comes.');
  return { whole: steps.run('output', null, () => reader.whole()), usage: reader.usage() };
}

const shownHead = ({ status, headers, timings }: UpstreamStream) => ({ status, headers, timings });

async function open(
  { request }: PreparedCall,
  { signal }: CallContext,
  { executor }: StreamPorts,
  { format }: StreamInterface,
  steps: Steps,
): Promise<UpstreamStream> {
  const { report, onAttempt } = watch(steps);
  const answer = await executor.stream(request, { signal, format, ...(report && { report }) });
  if ('stream' in answer) return answer.stream;
  onAttempt?.(refusedAttempt(answer.reply, `status ${answer.reply.status}`));
  assertSuccess(answer.reply);
  throw sseFailure(`The service answered with status ${answer.reply.status}`);
}

async function* piecesOf(
  { events, headers }: UpstreamStream,
  reader: StreamReader,
  readsOn: boolean,
  keep: ReturnType<typeof keptEvents>['add'] | undefined,
): AsyncGenerator<StreamTensor[], void, void> {
  let isEmpty = true;
  try {
    for await (const batch of events) {
      isEmpty = false;
      keep?.(batch);
      const { pieces, failure } = readBatch(batch, reader);
      if (pieces.length > 0) yield pieces;
      if (failure) throw failure.thrown;
      if (reader.isComplete() && !readsOn) return;
    }
  } catch (thrown) {
    if (reader.isComplete()) return; // the answer is there, whatever happened to the rest
    throw thrown;
  }
  if (isEmpty) throw sseFailure(`The service answered with ${headers['content-type'] ?? 'no content type'} and without a single event`);
  const rest = reader.end();
  if (rest.length > 0) yield rest;
}

/** What comes before a failure is passed on first. */
function readBatch(batch: readonly UpstreamEvent[], reader: StreamReader) {
  const pieces: StreamTensor[] = [];
  try {
    for (const event of batch) pieces.push(...reader.read(event));
  } catch (thrown) {
    return { pieces, failure: { thrown } };
  }
  return { pieces };
}
