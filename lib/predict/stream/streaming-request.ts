import { illegalArgument } from '#lib/errors.ts';

export type StreamingRequest = { method: 'POST'; headers: Record<string, string>; body: string };

/** They ask for events as they come; no encoding is accepted, so that no event waits in a compressor. */
export const streamingHeaders = { 'Accept-Encoding': '', Accept: 'text/event-stream', 'Cache-Control': 'no-cache' } as const;

/**
 * A call whose answer is read as a stream of events: the action's own headers, and those of streams (predict.md §15.1).
 * @throws StudioError 400 without a payload
 */
export function streamingRequest(headers: Readonly<Record<string, string>> | null, payload: string | null): StreamingRequest {
  if (payload === null) throw illegalArgument('Content length is 0. Aborting request to remote model');
  return { method: 'POST', headers: { ...headers, ...streamingHeaders }, body: payload };
}
