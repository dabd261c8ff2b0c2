import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { answered, howItEnded, note } from '../noted.ts';
import { type Asked, assertMayUse } from '../predict.ts';
import { usageOf } from '../usage.ts';
import { type Streamed, type StreamPorts, streamNow } from './stream-prediction.ts';
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
  return notedStream(caller, asked, ports, streamNow(asked, settings, ports, { user: caller.username }));
});

/** Takes note of how a stream of `_predict` ended; one that its reader leaves is cancelled. */
async function* notedStream(
  caller: Caller,
  asked: Asked,
  ports: StreamPorts,
  pieces: AsyncGenerator<StreamTensor[], Streamed | undefined, void>,
): AsyncGenerator<StreamTensor[], Streamed | undefined, void> {
  const begun = { caller, asked, started: ports.clock.elapsed(), via: 'api' } as const;
  let ended: Parameters<typeof note>[2] = { outcome: 'cancelled', status: 499 };
  try {
    const result = yield* pieces;
    const usage = result?.usage === undefined ? undefined : usageOf(ports.usagePaths(asked.target), [{ body: result.usage }]);
    ended = { ...answered, ...(usage && { usage }) };
    return result;
  } catch (thrown) {
    ended = howItEnded(thrown, asked.signal);
    throw thrown;
  } finally {
    note(begun, ports, ended);
  }
}
