/**
 * The start cannot go on because of something the operator can put right; the message is the one line to print.
 * It carries a mark, because modules live twice in one process.
 */
const mark = Symbol.for('studio.start-error');

export class StartError extends Error {
  readonly [mark] = true;
}

export const isStartError = (thrown: unknown): thrown is StartError => thrown instanceof Error && mark in thrown;
