import { isStudioError, StudioError, statusError } from '#lib/errors.ts';

/** A stream that cannot be read, in ML Commons' words; the cause says why. */
export const sseFailure = (why: string): StudioError =>
  new StudioError('m_l_exception', 500, 'SSE failure', { cause: statusError(502, why) });

export const brokenOff = () => sseFailure('The stream ended before the answer was complete');

/** What ML Commons calls a failure of the transport while it streams over http; any other failure is passed on as it is. */
export function streamFailure(thrown: unknown): unknown {
  const isTransport = isStudioError(thrown) && thrown.message.startsWith('Error communicating with remote model');
  return isTransport ? new StudioError('m_l_exception', 500, 'SSE failure with network error', { cause: thrown }) : thrown;
}
