import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { isStudioError } from '#lib/errors.ts';
import { end } from '../end-trial.ts';
import { begin, type Trial, type TryPorts, type TryRequest, type TryResult } from '../try-prediction.ts';
import { assertStreamingOn } from './assert-streamable.ts';
import { type Streamed, streamNow } from './stream-prediction.ts';
import { errorTensor, type StreamTensor } from './stream-tensor.ts';

/** As tryPrediction, in pieces as they come. */
export const tryPredictionStream = operation('predict.try', run);

/** As sendPrediction, in pieces as they come. */
export const sendPredictionStream = operation('predict.send', run);

/**
 * Streams a prediction and keeps every step of it (architecture.md §10.4).
 * @returns pieces, a failure as the last of them, and what it all came to
 * @throws StudioError for a target that does not exist or may not be seen, and while streams are switched off
 */
async function run(caller: Caller, request: TryRequest, ports: TryPorts): Promise<AsyncGenerator<StreamTensor[], TryResult, void>> {
  const trial = begin(caller, request, ports);
  if (request.mode === 'send') assertStreamingOn(trial.settings.flag('stream_enabled'));
  return pieces(trial, request.left);
}

async function* pieces(trial: Trial, left: TryRequest['left']): AsyncGenerator<StreamTensor[], TryResult, void> {
  const { asked, settings, ports, options, replies } = trial;
  let result: TryResult | undefined;
  try {
    const stream = streamNow(asked, settings, ports, { ...options, readsOn: true });
    const streamed: Streamed | undefined = yield* stream;
    if (streamed?.usage !== undefined) replies.push({ body: streamed.usage });
    result = end(trial, { results: streamed ? [{ output: [streamed.whole], status_code: 200 }] : [] });
    return result;
  } catch (failure) {
    result = end(trial, { failure });
    if (!asked.signal.aborted) yield [errorTensor(isStudioError(failure) ? failure.message : null)];
    return result;
  } finally {
    if (!result) {
      const signal = AbortSignal.abort();
      left?.(end({ ...trial, asked: { ...asked, signal } }, { failure: signal.reason }));
    }
  }
}
