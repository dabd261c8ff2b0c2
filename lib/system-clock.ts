import '#server-only';
import { setTimeout } from 'node:timers/promises';
import type { PredictPorts } from './predict/predict.ts';

/** The machine's own clock, for predictions. */
export const systemClock: PredictPorts['clock'] = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, { signal });
  },
  timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
};
