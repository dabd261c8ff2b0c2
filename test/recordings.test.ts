import { afterAll, describe, expect, test } from 'vitest';
import { areas, type Replayed, replayArea } from './recordings/replay-area.ts';
import { deliberateRecordings, hasSharedMaterial } from './shared-material.ts';

const running = new Map<string, Promise<Replayed[]>>();

function replayed(area: string): Promise<Replayed[]> {
  const steps = running.get(area) ?? replayArea(area);
  running.set(area, steps);
  return steps;
}

/** The row of docs/differences.md that a step belongs to: the first one, as where the list is read by others. */
const rowOf = (name: string) => deliberateRecordings.find((pattern) => pattern.test(name));

const shown = ({ name, differences }: Replayed) =>
  [name, ...differences.map(({ at, expected, actual }) => `  ${at}\n    recorded ${short(expected)}\n    answered ${short(actual)}`)].join(
    '\n',
  );

const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 400);

describe.skipIf(!hasSharedMaterial)('recordings of a real ML Commons', () => {
  for (const area of areas) {
    test.concurrent(`${area}: every step is answered as recorded, or its difference stands in the list`, { timeout: 300_000 }, async () => {
      const failed = (await replayed(area)).filter(({ name, differences }) => differences.length > 0 && !rowOf(name));
      expect(failed.map(shown)).toEqual([]);
    });
  }

  test('every pattern of the list explains a difference', { timeout: 300_000 }, async () => {
    const all = (await Promise.all(areas.map(replayed))).flat();
    const used = new Set(all.filter(({ differences }) => differences.length > 0).map(({ name }) => rowOf(name)));
    expect(deliberateRecordings.filter((pattern) => !used.has(pattern)).map(String)).toEqual([]);
  });

  afterAll(async () =>
    console.table(Object.fromEntries(await Promise.all([...running].map(async ([area, steps]) => [area, count(await steps)])))),
  );
});

function count(steps: Replayed[]) {
  const different = steps.filter(({ differences }) => differences.length > 0);
  const deliberate = different.filter(({ name }) => rowOf(name));
  return {
    passed: steps.length - different.length,
    'deliberate difference': deliberate.length,
    failed: different.length - deliberate.length,
  };
}
