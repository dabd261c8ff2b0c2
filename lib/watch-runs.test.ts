import { expect, test, vi } from 'vitest';
import { watchRuns } from './watch-runs.ts';

type Ports = Parameters<typeof watchRuns>[0];

/** A store in which so many runs are too old. */
function portsWith(old: number, forget = () => {}): { ports: Ports; left(): number } {
  let left = old;
  const forgetRuns = async () => {
    forget();
    const gone = Math.min(left, 500);
    left -= gone;
    return gone;
  };
  const none = async () => 0;
  const runs = { forgetRuns, forgetBodies: none, forgetMinutes: none, foldMinutes: async () => false };
  const settings = { current: () => ({ number: () => 1 }) };
  return {
    ports: { runs, settings, now: Date.now, breathe: () => new Promise((resolve) => setImmediate(resolve)) } as never,
    left: () => left,
  }; // as: all that a round asks
}

test('what is too old is gone soon after the start', async () => {
  const { ports, left } = portsWith(1_800);
  const stop = watchRuns(ports, { error: () => {} });
  await vi.waitFor(() => expect(left()).toBe(0));
  await stop();
});

test('a stop waits for the step that is under way, and no other is begun', async () => {
  let steps = 0;
  const { ports } = portsWith(Number.POSITIVE_INFINITY, () => {
    steps += 1;
  });
  const stop = watchRuns(ports, { error: () => {} });
  await vi.waitFor(() => expect(steps).toBeGreaterThan(0));
  await stop();
  const before = steps;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(steps).toBe(before);
});

test('a round that fails is logged, and the next one comes', async () => {
  const failure = new Error('database is locked');
  let round = 0;
  const { ports, left } = portsWith(1, () => {
    round += 1;
    if (round === 1) throw failure;
  });
  const error = vi.fn();
  const stop = watchRuns(ports, { error }, 5);
  await vi.waitFor(() => expect(left()).toBe(0));
  await stop();
  expect(error.mock.calls).toEqual([[{ event: 'runs.not_tidied', error: failure }]]);
});
