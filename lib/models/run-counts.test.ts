import { describe, expect, test } from 'vitest';
import { durations } from './durations.ts';
import { makeRunCounts } from './run-counts.ts';

function counting(kept = 100) {
  let now = 0;
  const counts = makeRunCounts(
    () => now,
    () => kept,
  );
  return { counts, wait: (milliseconds: number) => (now += milliseconds) };
}

test('a run counts from its start, and its end counts once', () => {
  const { counts, wait } = counting();
  const run = counts.start('predict', 'm');
  expect(counts.node()).toEqual({ executing: 1, requests: 1, failures: 0, refused: 0 });
  wait(10);
  run.inferred();
  wait(2);
  run.end('answered');
  run.end('failed');
  expect(counts.node()).toEqual({ executing: 0, requests: 1, failures: 0, refused: 0 });
  expect(counts.durationsOf('m').inference.summary()).toMatchObject({ count: 1, max: 10 });
  expect(counts.durationsOf('m').request.summary()).toMatchObject({ count: 1, max: 12 });
});

test('a failure counts for its action and its model; one that is left counts for neither', () => {
  const { counts } = counting();
  counts.start('predict', 'm').end('failed');
  counts.start('predict', 'm').end('refused');
  counts.start('predict', 'm').end('left');
  counts.count('deploy', 'm');
  counts.count('register');
  expect(counts.node()).toEqual({ executing: 0, requests: 5, failures: 2, refused: 1 });
  expect(Object.fromEntries(counts.actions())).toEqual({
    predict: { requests: 3, failures: 2 },
    deploy: { requests: 1, failures: 0 },
    register: { requests: 1, failures: 0 },
  });
  expect([...(counts.models().get('m') ?? [])].map(([action]) => action)).toEqual(['predict', 'deploy']);
  expect(counts.durationsOf('m').request.summary()?.count).toBe(2);
});

test('a model that leaves the node keeps its counts and loses its durations', () => {
  const { counts } = counting();
  counts.start('predict', 'm').end('answered');
  counts.forgetDurations('m');
  expect(counts.durationsOf('m').request.summary()).toBeUndefined();
  expect(counts.models().get('m')?.get('predict')?.requests).toBe(1);
});

test('of very many models the first are forgotten', () => {
  const { counts } = counting();
  for (let model = 0; model <= 10_000; model++) counts.count('deploy', `m${model}`);
  expect(counts.models().size).toBe(10_000);
  expect(counts.models().has('m0')).toBe(false);
  expect(counts.node().requests).toBe(10_001);
});

describe('durations', () => {
  test('percentiles lie between two values as they do in ML Commons', () => {
    const two = durations();
    for (const value of [2519.376015, 16.73946]) two.add(value, 100);
    const { count, average, p50, p90, p99 } = two.summary() ?? {};
    expect([count, average, p50, p90, p99].map((value) => Number(value?.toFixed(2)))).toEqual([2, 1268.06, 1268.06, 2269.11, 2494.35]);
  });

  test('only the latest are kept, and fewer at once when fewer are wanted', () => {
    const kept = durations();
    for (let value = 1; value <= 1000; value++) kept.add(value, 10);
    expect(kept.summary()).toMatchObject({ count: 10, min: 991, max: 1000 });
    kept.add(1001, 3);
    expect(kept.summary()).toMatchObject({ count: 3, min: 999, max: 1001 });
    kept.add(1002, 0);
    expect(kept.summary()).toBeUndefined();
  });
});
