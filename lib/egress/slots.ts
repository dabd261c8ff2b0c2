import '#server-only';
import { StudioError } from '#lib/errors.ts';
import { transportError } from '#lib/predict/handle-response.ts';

export type SlotLimits = {
  /** Calls under way in the whole process. */
  max_calls: number;
  /** Calls that may wait. */
  max_queue: number;
};

export type Turn = { connector_id: string; max_connection: number /** Seconds. */; connection_timeout: number };

export type Slots = {
  /**
   * Waits for a turn, no longer than connection_timeout (threats.md L-04, L-05).
   * @returns how to give it back; at once, without a promise, when one is free
   * @throws StudioError 429
   */
  take(turn: Turn, signal: AbortSignal): (() => void) | Promise<() => void>;
};

type Waiting = { turn: Turn; grant(): void };

/** @param limits as they are now: they are settings that may change at any time */
export function makeSlots(limits: () => SlotLimits): Slots {
  const taken = new Map<string, number>();
  const queue: Waiting[] = [];
  let total = 0;
  const fits = ({ connector_id, max_connection }: Turn) => total < limits().max_calls && (taken.get(connector_id) ?? 0) < max_connection;
  const grant = ({ connector_id }: Turn): (() => void) => {
    total++;
    taken.set(connector_id, (taken.get(connector_id) ?? 0) + 1);
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      total--;
      const left = (taken.get(connector_id) ?? 1) - 1;
      if (left === 0) taken.delete(connector_id);
      else taken.set(connector_id, left);
      // The oldest that fits: one busy connector does not hold up the others.
      const next = queue.findIndex(({ turn }) => fits(turn));
      if (next >= 0) queue.splice(next, 1)[0]?.grant();
    };
  };
  const wait = (turn: Turn, signal: AbortSignal) =>
    new Promise<() => void>((resolve, reject) => {
      const waiting: Waiting = { turn, grant: () => settle(() => resolve(grant(turn))) };
      const settle = (then: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        const at = queue.indexOf(waiting);
        if (at >= 0) queue.splice(at, 1);
        then();
      };
      const abort = () => settle(() => reject(signal.reason));
      const timer = setTimeout(() => settle(() => reject(noTurn(turn))), turn.connection_timeout * 1000);
      signal.addEventListener('abort', abort);
      queue.push(waiting);
    });
  return {
    take(turn, signal) {
      if (fits(turn)) return grant(turn);
      if (queue.length >= limits().max_queue) throw queueFull();
      return wait(turn, signal);
    },
  };
}

const noTurn = ({ connection_timeout, max_connection }: Turn) =>
  transportError(
    `Acquire operation took longer than the configured maximum time: no turn within ${connection_timeout} s (connection_timeout), ${max_connection} calls at once (max_connection)`,
  );

const queueFull = () =>
  new StudioError('rejected_execution_exception', 429, 'Too many calls to remote services are waiting', {
    headers: { 'Retry-After': '1' },
  });
