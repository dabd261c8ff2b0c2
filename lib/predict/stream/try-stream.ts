import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { isStudioError } from '#lib/errors.ts';
import { begin, end, type Trial, type TryPorts, type TryRequest, type TryResult } from '../try-prediction.ts';
import { assertStreamingOn } from './assert-streamable.ts';
import { notedStream } from './predict-stream.ts';
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
  return pieces(trial);
}

async function* pieces(trial: Trial): AsyncGenerator<StreamTensor[], TryResult, void> {
  const { asked, settings, ports, options, replies, isNoted } = trial;
  try {
    const stream = streamNow(asked, settings, ports, { ...options, readsOn: true });
    const streamed: Streamed | undefined = yield* isNoted ? notedStream(asked, ports, stream) : stream;
    if (streamed?.usage !== undefined) replies.push({ body: streamed.usage });
    return end(trial, { results: streamed ? [{ output: [streamed.whole], status_code: 200 }] : [] });
  } catch (failure) {
    if (!asked.signal.aborted) yield [errorTensor(isStudioError(failure) ? failure.message : null)];
    return end(trial, { failure });
  }
}
