import type { StepRunner } from './step-runner.ts';
import type { StepName } from './trace.ts';

/** Runs the steps of one call, sync or not. Nobody watches a call of `_predict`; the studio's own pages get every step. */
export type Steps = StepRunner & {
  readonly isTraced: boolean;
  /**
   * A step may run in two parts: times add up, the later output stands.
   * @param show what of the result may be seen; the result itself where absent
   */
  run<T>(name: StepName, input: unknown, work: () => T, show?: (result: T) => unknown): T;
  runAsync<T>(name: StepName, input: unknown, work: () => Promise<T>, show?: (result: T) => unknown): Promise<T>;
  /** What a step decided, beside its output. */
  note(name: StepName, detail: Record<string, unknown>): void;
  /** Steps of one of several calls, which all start with what has been done so far. */
  fork(): Steps;
  /** Takes note of the failure that ended the call: what the caller gets may say more than the step at fault. */
  fail(thrown: unknown): void;
};

/** For calls that nobody watches: nothing is recorded and nothing is spent. */
export const untracedSteps: Steps = {
  isTraced: false,
  run: (_name, _input, work) => work(),
  runAsync: (_name, _input, work) => work(),
  skip: () => {},
  note: () => {},
  fork: () => untracedSteps,
  fail: () => {},
};
