import { illegalArgument } from '#lib/errors.ts';
import { assertNoPlaceholderLeft } from '#lib/template/assert-no-placeholder-left.ts';
import type { ParameterSet } from '#lib/template/parameter-set.ts';

/**
 * What must hold before a call may leave: no placeholder is left in the payload, and the answer can be taken in.
 * @param isStreaming the answer is taken in as a stream
 * @throws StudioError 400
 */
export function assertSendable(payload: string | null, { values }: ParameterSet, isStreaming = false): void {
  assertNoPlaceholderLeft(payload, values);
  // Whatever its value, ML Commons takes it for the wish to stream, and never answers on this route.
  if (values.has('stream') && !isStreaming) {
    throw illegalArgument("The parameter 'stream' is not supported here: the answer comes in one piece. Leave it out.");
  }
}
