import type { Trace } from '#lib/predict/trace.ts';
import { request } from './http.ts';

export const scenarios = ['good', 'rate_limited_then_good', 'server_error', 'malformed', 'slow', 'empty'] as const;
export type Scenario = (typeof scenarios)[number];
export type PredictionMode = 'send' | 'dry_run' | 'mock';

export type Prediction = {
  run_id: string;
  outcome: 'answered' | 'failed' | 'dry_run' | 'cancelled';
  failed_step?: string;
  /** What `_predict` would have answered; null in a dry run. */
  status: number | null;
  response: unknown;
  trace: Trace;
  usage?: { input?: number; output?: number; total?: number };
};

/** Parts are JSON text, so that numbers of a draft or an input keep their spelling. */
export type PredictionRequest = {
  target: string;
  action_type?: string;
  algorithm?: string;
  body: string;
  mode: PredictionMode;
  scenario?: Scenario;
};

export function predict({ target, action_type, algorithm, body, mode, scenario }: PredictionRequest, signal?: AbortSignal) {
  const rest = JSON.stringify({ mode, action_type, algorithm, scenario }).slice(1, -1);
  return request<Prediction>('POST', '/api/studio/predictions', { text: `{"target":${target},"body":${body},${rest}}`, signal });
}
