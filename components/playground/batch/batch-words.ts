import type { StatusKind } from '#components/ui/status-chip.tsx';
import type { Batch, BatchState, RowOutcome } from '#lib/client/batches.ts';

export const outcomeWords: Record<RowOutcome, { kind: StatusKind; words: string }> = {
  waiting: { kind: 'neutral', words: 'Waiting' },
  running: { kind: 'progress', words: 'In flight' },
  answered: { kind: 'success', words: 'Answered' },
  failed: { kind: 'danger', words: 'Failed' },
  unknown: { kind: 'warning', words: 'Unknown' },
  not_sent: { kind: 'neutral', words: 'Not sent' },
};

export const stateWords: Record<BatchState, { kind: StatusKind; words: string }> = {
  running: { kind: 'progress', words: 'Sending' },
  stopping: { kind: 'progress', words: 'Stopping' },
  stopped: { kind: 'warning', words: 'Stopped' },
  finished: { kind: 'success', words: 'Finished' },
};

/** Why a row is unknown, for a person. */
export const unknownWords =
  'It was in flight when the server ended. Whether it was answered, and paid for, is not known, so it is not sent again by itself.';

/** The same of several. */
export const unknownRowsWords = (count: number) =>
  count === 1
    ? unknownWords
    : 'They were in flight when the server ended. Whether they were answered, and paid for, is not known, so they are not sent again by themselves.';

export const isAtWork = ({ state }: Pick<Batch, 'state'>) => state === 'running' || state === 'stopping';

export const rowsWords = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;

/** Rows that came to an end in any way. */
export const endedOf = ({ counts }: Pick<Batch, 'counts'>) => counts.answered + counts.failed + counts.unknown;

/** `238 answered, 2 failed` */
export function countsWords({ counts }: Pick<Batch, 'counts'>): string {
  const shown = (['answered', 'failed', 'unknown', 'not_sent', 'running', 'waiting'] as const).filter((name) => counts[name] > 0);
  return shown.map((name) => `${counts[name].toLocaleString('en')} ${outcomeWords[name].words.toLowerCase()}`).join(', ');
}

/** `about 2 minutes left`; nothing while it is not known. */
export function leftWords(milliseconds: number | null): string | undefined {
  if (milliseconds === null) return undefined;
  const seconds = Math.ceil(milliseconds / 1_000);
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} minutes left`;
  return `about ${Math.round(minutes / 60)} hours left`;
}

/** *Rows leave this server and may cost money: 240 calls.* */
export const costWords = (calls: number) =>
  `Rows leave this server and may cost money: ${calls.toLocaleString('en')} ${calls === 1 ? 'call' : 'calls'}.`;
