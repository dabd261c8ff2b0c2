import type { StepName } from '#lib/predict/trace.ts';

/** How the steps of a prediction are called on the screen. */
export const stepLabels: Readonly<Record<StepName, string>> = {
  target: 'Target',
  action: 'Action',
  parameters: 'Parameters',
  pre_process: 'Pre-process',
  payload: 'Payload',
  validate: 'Validate',
  limits: 'Limits',
  request: 'Request',
  send: 'Send',
  parse: 'Parse',
  filter: 'Filter',
  post_process: 'Post-process',
  output: 'Output',
};
