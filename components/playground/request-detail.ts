import type { Prediction } from '#lib/client/predictions.ts';
import type { PreparedRequest } from '#lib/predict/ports.ts';

/** What the server says of a request: how it looks with secrets masked, and what trusts its address. */
export type RequestDetail = {
  prepared?: PreparedRequest;
  trusted_by?: number;
  pattern?: string;
  /** What would stop the request at its address. */
  refused?: { stage: string; reason: string };
};

/** The detail of the step *request*, which dry runs, mocks and real runs have alike. */
export function requestDetail(prediction: Prediction | undefined): RequestDetail | undefined {
  const step = prediction?.trace.steps.find(({ name }) => name === 'request');
  return step?.detail ? (step.detail as RequestDetail) : undefined; // as: written by the server's step of that name
}

export const requestProblem = (prediction: Prediction | undefined) =>
  prediction?.trace.steps.find(({ name, status }) => name === 'request' && status === 'failed')?.error;
