import { type ScriptErrorType, StudioError } from '#lib/errors.ts';
import { errorTypeOf, type ThrowableName } from './throwables.ts';

type Kind = 'compile' | 'runtime';

/** What happened, before it is known in which script: thrown inside this folder only, and turned into a StudioError at its border. */
export class ScriptProblem extends Error {
  readonly kind: Kind;
  readonly type: ScriptErrorType;
  /** UTF-16 offset in the source; null where only the caller knows it. */
  readonly at: number | null;
  /** What a script may catch; null for a spent budget and for everything before a script runs. */
  readonly throwable: ThrowableName | null;
  /** A cause of Java's parser that has a name and no text. */
  readonly origin: ScriptErrorType | null;
  /** A throwable may have no message at all. */
  readonly hasMessage: boolean;

  constructor(kind: Kind, type: ScriptErrorType, message: string | null, more: Partial<ScriptProblem> = {}) {
    super(message ?? '');
    this.name = 'ScriptProblem';
    this.kind = kind;
    this.type = type;
    this.hasMessage = message !== null;
    this.at = more.at ?? null;
    this.throwable = more.throwable ?? null;
    this.origin = more.origin ?? null;
  }
}

/** The script cannot be run. */
export const compileProblem = (at: number, message: string, origin: ScriptErrorType | null = null): ScriptProblem =>
  new ScriptProblem('compile', 'illegal_argument_exception', message, { at, origin });

/** An exception that the script may catch. */
export const thrown = (name: ThrowableName, message: string | null): ScriptProblem =>
  new ScriptProblem('runtime', errorTypeOf(name), message, { throwable: name });

/** A budget is spent: nothing in a script can catch that. */
export const spent = (message: string, type: ScriptErrorType = 'painless_error'): ScriptProblem =>
  new ScriptProblem('runtime', type, message);

export type ScriptPlace = { line: number; column: number };

/** Line and column, both from 1. */
export function scriptPlace(source: string, at: number): ScriptPlace {
  const before = source.slice(0, Math.max(0, at));
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
}

/** Characters that are shown on each side of the fault. */
const shown = 60;

/** The text around a place, one line, and under it an arrow; `start` and `end` say what was cut out. */
function excerpt(source: string, at: number) {
  const lineStart = source.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = source.indexOf('\n', at);
  const start = Math.max(lineStart, at - shown);
  const end = Math.min(lineEnd < 0 ? source.length : lineEnd, at + shown);
  const dots = start > lineStart ? '... ' : '';
  const after = end < (lineEnd < 0 ? source.length : lineEnd) ? ' ...' : '';
  const text = source.slice(start, end).replace(/[\p{Cc}]/gu, ' ');
  return { lines: [`${dots}${text}${after}`, `${' '.repeat(dots.length + at - start)}^---- HERE`], start, end };
}

/** Sources longer than this are cut in answers. */
const longestSource = 2000;

type Text = {
  source: string;
  /** Length of what the author of the script did not write, at its start: lines and columns are counted from behind it. */
  hidden: number;
  /** Where it happened, if the problem does not say. */
  at: number;
};

/**
 * The failure as OpenSearch answers it: `script_exception`, `compile error` or `runtime error`, with the place, a line of the source
 * and an arrow; what went wrong is its cause.
 */
export function scriptError(problem: ScriptProblem, { source, hidden, at }: Text): StudioError {
  const offset = Math.min(problem.at ?? at, source.length);
  const { lines, start, end } = excerpt(source, offset);
  const origin = problem.origin && new StudioError(problem.origin, 400, '', { details: { reason: null } });
  const reason = problem.hasMessage ? undefined : { details: { reason: null } };
  const cause = new StudioError(problem.type, 400, problem.message, { ...reason, ...(origin && { cause: origin }) });
  const details = {
    script_stack: lines,
    script: source.length > longestSource ? `${source.slice(0, longestSource)}…` : source,
    lang: 'painless',
    position: { offset, start, end, ...scriptPlace(source.slice(hidden), offset - hidden) },
  };
  return new StudioError('script_exception', 400, `${problem.kind} error`, { cause, details });
}
