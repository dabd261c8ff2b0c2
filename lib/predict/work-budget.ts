import { illegalArgument } from '#lib/errors.ts';

/**
 * Bounds what a caller's path or processor chain may cost (threats.md B-19). It counts work instead of reading a clock, so that the same
 * input always ends the same way; one unit is a visited value or four characters of text, about a tenth of a microsecond.
 */
export type WorkBudget = { left: number };

/** About 50 ms on a slow machine: for one path. */
const pathUnits = 500_000;
/** For a whole chain of processors: 6 million characters, or some hundred milliseconds. */
const chainUnits = 1_500_000;

export const newBudget = (): WorkBudget => ({ left: pathUnits });
export const newChainBudget = (): WorkBudget => ({ left: chainUnits });

/** @throws StudioError 400 when nothing is left; whoever swallows errors must let this one pass, see `isSpent` */
export function spend(budget: WorkBudget, cost: number): void {
  budget.left -= cost;
  if (budget.left < 0) {
    throw illegalArgument(
      'This takes too long to compute: the answer is too large for this JSONPath or processor. Use a more specific one.',
    );
  }
}

export const spendText = (budget: WorkBudget, text: string): void => spend(budget, 1 + text.length / 4);

export const isSpent = (budget: WorkBudget): boolean => budget.left < 0;
