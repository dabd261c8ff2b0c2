import type { StepName } from './trace.ts';

/** Runs the steps of a prediction one by one, so that a traced call can record what went in, what came out and what failed. */
export type StepRunner = {
  /** @param show what of the result may be seen; the result itself where absent */
  run<T>(name: StepName, input: unknown, work: () => T, show?: (result: T) => unknown): T;
  skip(name: StepName, why: string): void;
};

/** For calls that nobody watches: nothing is recorded and nothing is spent. */
export const untraced: StepRunner = { run: (_name, _input, work) => work(), skip: () => {} };
