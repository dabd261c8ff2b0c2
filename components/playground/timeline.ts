import type { Prediction } from '#lib/client/predictions.ts';
import type { Timings } from '#lib/predict/ports.ts';
import type { Step } from '#lib/predict/trace.ts';
import { attemptsOf } from './answer.ts';

export type PhaseKind = 'studio' | 'queue' | 'dns' | 'connect' | 'tls' | 'first_byte' | 'body' | 'wait' | 'failed';

/** A stretch of a call. Times are milliseconds from its beginning. */
export type Phase = { kind: PhaseKind; label: string; start_ms: number; duration_ms: number };

const sum = (steps: readonly Step[]) => steps.reduce((total, { duration_ms }) => total + duration_ms, 0);

/** What an attempt waited for, in the order in which it did. */
const wirePhases = [
  ['dns', 'DNS'],
  ['queue', 'Queue and signing'],
  ['connect', 'Connect'],
  ['tls', 'TLS'],
  ['first_byte', 'First byte'],
  ['body', 'Body'],
] as const satisfies [PhaseKind, string][];

/** Shorter than a clock can tell. */
const least = 0.05;

/** Where the time of a call went: the studio's own steps, each attempt phase by phase, and the waits between two. */
export function timelineOf(prediction: Prediction): Phase[] {
  const { steps } = prediction.trace;
  const place = steps.findIndex(({ name }) => name === 'send');
  const send = steps[place];
  if (!send || send.status === 'not_reached' || send.status === 'skipped') return [];
  const phases: Phase[] = [];
  let at = 0;
  const add = (kind: PhaseKind, label: string, duration_ms: number) => {
    phases.push({ kind, label, start_ms: at, duration_ms });
    at += duration_ms;
  };
  add('studio', 'Prepare', sum(steps.slice(0, place)));
  const attempts = attemptsOf(prediction);
  attempts.forEach(({ timings, waits_ms }, index) => {
    const suffix = attempts.length > 1 ? `, attempt ${index + 1}` : '';
    if (timings) addAttempt(timings, suffix, add);
    else if (index === attempts.length - 1)
      add('failed', `No answer${suffix}`, Math.max(0, sum(steps.slice(0, place)) + send.duration_ms - at));
    else add('failed', `No answer${suffix}`, 0);
    if (waits_ms !== undefined) add('wait', `Wait before attempt ${index + 2}`, waits_ms);
  });
  if (attempts.length === 0) addStream(send, add);
  add('studio', 'Process', sum(steps.slice(place + 1)));
  return phases;
}

type Add = (kind: PhaseKind, label: string, duration_ms: number) => void;

function addAttempt(timings: Timings, suffix: string, add: Add): void {
  const { total, ...known } = timings;
  const queue = total - Object.values(known).reduce((all, one) => all + one, 0);
  for (const [kind, label] of wirePhases) {
    const duration = kind === 'queue' ? queue : known[kind];
    if (duration !== undefined && (kind !== 'queue' || duration >= least)) add(kind, `${label}${suffix}`, duration);
  }
}

/** A stream has one attempt, whose pieces come after its first byte. */
function addStream({ output, duration_ms }: Step, add: Add): void {
  const timings = (output as { timings?: Timings } | null)?.timings; // as: written by that step
  if (!timings) add('failed', 'No answer', duration_ms);
  else {
    addAttempt(timings, '', add);
    add('body', 'Stream', Math.max(0, duration_ms - timings.total));
  }
}
