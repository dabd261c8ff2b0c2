import { isStudioError, StudioError } from '#lib/errors.ts';
import type { Trace } from '#lib/predict/trace.ts';
import { request, requestStream } from './http.ts';
import { eventsOf } from './read-events.ts';

export const scenarios = ['good', 'rate_limited_then_good', 'server_error', 'malformed', 'slow', 'empty'] as const;
export type Scenario = (typeof scenarios)[number];
export type PredictionMode = 'send' | 'dry_run' | 'mock';

export type Prediction = {
  /** Absent when no run is kept of it. */
  run_id?: string;
  outcome: 'answered' | 'failed' | 'dry_run' | 'cancelled';
  failed_step?: string;
  /** What `_predict` would have answered; null in a dry run. */
  status: number | null;
  response: unknown;
  trace: Trace;
  usage?: { input?: number; output?: number; total?: number };
  /** The model of the service that was asked for, as the service calls it. */
  service_model?: string;
};

/** Parts are JSON text, so that numbers of a draft or an input keep their spelling. */
export type PredictionRequest = {
  target: string;
  action_type?: string;
  algorithm?: string;
  body: string;
  mode: PredictionMode;
  scenario?: Scenario;
  /** False for a preview that nobody asked for: it leaves no run. */
  keep?: false;
};

const path = '/api/studio/predictions';

function bodyOf({ target, action_type, algorithm, body, mode, scenario, keep }: PredictionRequest, stream?: true): string {
  const rest = JSON.stringify({ mode, action_type, algorithm, scenario, stream, keep }).slice(1, -1);
  return `{"target":${target},"body":${body},${rest}}`;
}

export const predict = (asked: PredictionRequest, signal?: AbortSignal) =>
  request<Prediction>('POST', path, { text: bodyOf(asked), signal });

/** The data of chunks, as `_predict/stream` sends them; those that arrive together come together. */
export type OnChunks = (chunks: string[]) => void;

/**
 * As predict, with the answer in pieces as they come. Aborting hangs up, and the studio hangs up on the service.
 * @throws StudioError where the stream cannot be opened, or ends without its result
 */
export async function predictStream(asked: PredictionRequest, onChunks: OnChunks, signal?: AbortSignal): Promise<Prediction> {
  let result: string | undefined;
  try {
    for await (const events of eventsOf(await requestStream('POST', path, { text: bodyOf(asked, true), signal }))) {
      result ??= events.find(({ event }) => event === 'result')?.data;
      const chunks = events.filter(({ event }) => event === 'chunk').map(({ data }) => data);
      if (chunks.length > 0) onChunks(chunks);
    }
  } catch (thrown) {
    throw isStudioError(thrown) || signal?.aborted ? thrown : brokenOff(thrown);
  }
  if (result === undefined) throw brokenOff();
  return JSON.parse(result) as Prediction; // as: architecture.md §10.4
}

const brokenOff = (cause?: unknown) =>
  new StudioError('i_o_exception', 0, 'The connection to the studio broke off before the answer was complete.', { cause });
