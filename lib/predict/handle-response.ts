import { isStudioError, StudioError, statusError } from '#lib/errors.ts';
import type { UpstreamReply } from './ports.ts';
import { type OutputContext, processOutput } from './process-output.ts';
import { type StepRunner, untraced } from './step-runner.ts';
import type { Tensors } from './tensor.ts';

type Reply = Pick<UpstreamReply, 'status' | 'headers' | 'body'>;

/** Bytes of a remote error that are shown (threats.md B-13). */
const longestError = 8192;

/** Kinds of failure that ML Commons passes on as they are; any other is wrapped. */
const passedOn: readonly string[] = ['illegal_argument_exception', 'number_format_exception', 'invalid_path_exception'];

/**
 * What a remote reply means: its tensors, or the failure that it is (predict.md §12.2–§13). Nothing of the reply's headers goes further.
 * @throws StudioError with the remote status; 502 for an empty answer; 400 or 500 when a good answer cannot be processed
 */
export function handleResponse(reply: Reply, context: OutputContext, steps: StepRunner = untraced): Tensors {
  assertAnswered(reply, context.action_name);
  if (reply.body.trim() === '') return { output: [], status_code: reply.status };
  try {
    return { output: processOutput(reply.body, context, steps), status_code: reply.status };
  } catch (cause) {
    if (!isStudioError(cause) || passedOn.includes(cause.type)) throw cause;
    throw new StudioError('m_l_exception', 500, `Fail to execute ${context.action_name} in aws connector`, { cause });
  }
}

/** Only the cancelling of a batch may be answered with nothing. @throws StudioError with the remote status, 502 for an empty answer */
export function assertAnswered(reply: Reply, action_name: string): void {
  assertSuccess(reply);
  if (reply.body.trim() !== '' || action_name === 'CANCEL_BATCH_PREDICT') return;
  throw statusError(502, 'Remote service returned empty response body');
}

/** 300 counts as a success, as in ML Commons. @throws StudioError with the remote status */
export function assertSuccess({ status, headers, body }: Reply): void {
  if (status >= 200 && status <= 300) return;
  const kinds = (headers['x-amzn-errortype'] ?? '').split(',');
  if (kinds.some((kind) => kind.trim().startsWith('ThrottlingException'))) throw throttled(status);
  const own = status <= highestStatus ? status : 502;
  if (body.trim() === '') throw statusError(own, `Remote service returned error status ${status} with empty body`);
  throw statusError(own, remoteError(body));
}

/** What a service says of a failure, fit to be shown. */
export const remoteError = (body: string): string => `Error from remote service: ${printable(beginning(body))}`;

/** AWS' way of saying 429, whatever the status. */
export const throttled = (status: number) =>
  new StudioError(
    'remote_connector_throttling_exception',
    status,
    'Error from remote service: The request was denied due to remote server throttling. To change the retry policy and behavior, please update the connector client_config.',
  );

/** HTTP has no meaning for a status above it, and clients have no way to hold one. */
const highestStatus = 599;

/** What is left of a remote text goes to terminals and logs of others: nothing in it may steer them (threats.md E-03). */
const printable = (text: string) => text.replace(/\r\n|[\t\n\r]/g, ' ').replace(/\p{Cc}/gu, '');

/** Cut between characters. */
function beginning(body: string): string {
  if (body.length * 3 <= longestError) return body;
  const { read } = new TextEncoder().encodeInto(body, new Uint8Array(longestError));
  return body.slice(0, read);
}

/**
 * A call that got no complete answer (predict.md §12.1).
 * @param status of the reply, where its headers had arrived
 */
export function transportError(message: string, status: number | null = null): StudioError {
  const isPoolEmpty = message.includes('Acquire operation took longer than the configured maximum time');
  return statusError(status ?? (isPoolEmpty ? 429 : 500), `Error communicating with remote model: ${message}`);
}
