import { expect, test } from 'vitest';
import { illegalArgument, StudioError } from '#lib/errors.ts';
import { makeRunScript } from '#lib/functions/script.ts';
import { JsonNumber } from '#lib/json/json.ts';
import { stepNames } from './trace.ts';
import { makeTracer } from './tracer.ts';

/** A clock that takes a millisecond for each look. */
const ticking = () => {
  let now = 0;
  return () => now++;
};

test('lists all steps in order, with what went in, what came out and how long it took', () => {
  const tracer = makeTracer(ticking());
  expect(tracer.run('payload', { a: 1 }, () => 'text')).toBe('text');
  tracer.skip('limits', 'There are none.');
  const { steps, calls } = tracer.trace();
  expect(steps.map(({ name }) => name)).toEqual(stepNames);
  expect(steps.find(({ name }) => name === 'payload')).toEqual({
    name: 'payload',
    status: 'ok',
    duration_ms: 1,
    input: { a: 1 },
    output: 'text',
  });
  expect(steps.find(({ name }) => name === 'limits')).toMatchObject({ status: 'skipped', detail: { why: 'There are none.' } });
  expect(steps.find(({ name }) => name === 'send')).toMatchObject({ status: 'not_reached', duration_ms: 0 });
  expect(calls).toBeUndefined();
});

test('the step at fault tells what the caller is told, and what was behind it', () => {
  const tracer = makeTracer(ticking());
  const inner = new StudioError('path_not_found_exception', 500, 'No results for path');
  expect(() =>
    tracer.run('filter', '$.a', () => {
      throw inner;
    }),
  ).toThrow(inner);
  tracer.fail(new StudioError('m_l_exception', 500, 'Fail to execute PREDICT in aws connector', { cause: inner }));
  expect(tracer.trace().steps.find(({ name }) => name === 'filter')).toMatchObject({
    status: 'failed',
    error: { type: 'm_l_exception', status: 500, reason: 'Fail to execute PREDICT in aws connector' },
    detail: { caused_by: { type: 'path_not_found_exception', reason: 'No results for path' } },
  });
});

test('a failure between two steps belongs to the first that was not reached', () => {
  const tracer = makeTracer(ticking());
  for (const name of stepNames.slice(0, 9)) tracer.run(name, null, () => null);
  tracer.fail(illegalArgument('no'));
  expect(tracer.trace().steps.find(({ status }) => status === 'failed')?.name).toBe('parse');
});

test('a failure that nobody foresaw does not show its inside', async () => {
  const tracer = makeTracer(ticking());
  await expect(tracer.runAsync('send', null, () => Promise.reject(new TypeError('x is undefined')))).rejects.toThrow(TypeError);
  expect(tracer.trace().steps.find(({ name }) => name === 'send')?.error).toEqual({
    type: 'exception',
    status: 500,
    reason: 'Internal error',
  });
});

test('several calls share what came before them; the first that failed is the one shown', () => {
  const tracer = makeTracer(ticking());
  tracer.run('action', null, () => 'action');
  const [one, two] = [tracer.fork(), tracer.fork()];
  one.run('payload', null, () => 'one');
  expect(() =>
    two.run('payload', null, () => {
      throw illegalArgument('two');
    }),
  ).toThrow('two');
  const { steps, calls } = tracer.trace();
  expect(calls?.map((call) => call.map(({ name, status }) => [name, status]).slice(1, 5))).toEqual([
    [
      ['action', 'ok'],
      ['parameters', 'not_reached'],
      ['pre_process', 'not_reached'],
      ['payload', 'ok'],
    ],
    [
      ['action', 'ok'],
      ['parameters', 'not_reached'],
      ['pre_process', 'not_reached'],
      ['payload', 'failed'],
    ],
  ]);
  expect(steps).toEqual(calls?.[1]);
});

test('a step that runs in two parts adds their times and keeps the later output', async () => {
  const tracer = makeTracer(ticking());
  tracer.run('request', 'in', () => 'first');
  await tracer.runAsync('request', 'other', async () => 'second');
  expect(tracer.trace().steps.find(({ name }) => name === 'request')).toMatchObject({ duration_ms: 2, input: 'in', output: 'second' });
});

test('values are plain JSON of that moment: no prototype, no function, bytes as text, numbers as they were written', () => {
  const tracer = makeTracer(ticking());
  const map = new Map<string, unknown>([
    ['__proto__', new Map([['polluted', true]])],
    ['n', new JsonNumber('1.50')],
    ['i', new JsonNumber('5')],
  ]);
  tracer.run('parse', map, () => ({ bytes: new TextEncoder().encode('é'), f: () => 1, none: undefined, deep: [map] }));
  map.set('later', 1);
  const { input, output } = tracer.trace().steps.find(({ name }) => name === 'parse') ?? {};
  expect(Object.keys(input as object)).toEqual(['__proto__', 'n', 'i']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect((input as { n: unknown }).n).toEqual(new JsonNumber('1.50'));
  expect(output).toMatchObject({ bytes: 'é', f: null });
  expect(output).not.toHaveProperty('none');
});

test('a script that fails tells where, and what went wrong there', () => {
  const tracer = makeTracer(ticking());
  const run = makeRunScript(() => 0);
  expect(() => tracer.run('pre_process', {}, () => run('def x = params.x;\nreturn x.y;', new Map()))).toThrow();
  expect(tracer.trace().steps.find(({ name }) => name === 'pre_process')?.error).toEqual({
    type: 'script_exception',
    status: 400,
    reason: 'runtime error at line 2, column 10: cannot access [y] on null',
  });
});
