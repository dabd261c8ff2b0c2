import { operation } from '#lib/access/operation.ts';
import { isStudioError } from '#lib/errors.ts';
import { type Asked, assertMayUse, startNote } from '../predict.ts';
import { type StreamPorts, streamNow } from './stream-prediction.ts';
import type { StreamTensor } from './stream-tensor.ts';

/**
 * Streams a prediction to a client of `_predict/stream`.
 * @returns pieces as they come; the iteration throws the failure that ends them, before the first or between two. Ending it early, like
 *   aborting the signal, gives the call up.
 * @throws StudioError 403 when the target is not the caller's to use
 */
export const predictStream = operation('predict.send', async (caller, asked: Asked, ports: StreamPorts) => {
  const settings = ports.settings.current();
  assertMayUse(caller, asked.target, settings);
  ports.callerLimits.count(caller);
  return notedStream(asked, ports, streamNow(asked, settings, ports, { user: caller.username }));
});

/** A stream that its client leaves says nothing about its target. */
export async function* notedStream<Result>(
  { target, signal }: Pick<Asked, 'target' | 'signal'>,
  ports: Parameters<typeof startNote>[1],
  pieces: AsyncGenerator<StreamTensor[], Result, void>,
): AsyncGenerator<StreamTensor[], Result, void> {
  const ended = startNote(target, ports);
  try {
    const result = yield* pieces;
    ended('answered', 200);
    return result;
  } catch (thrown) {
    if (!signal.aborted) ended('failed', isStudioError(thrown) ? thrown.status : 500);
    throw thrown;
  }
}
