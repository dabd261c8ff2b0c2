import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { effectiveSettings } from '#lib/settings/effective-settings.ts';
import { jobParameters, jobState, remoteJob, withAnswer } from './remote-job.ts';

const job = (value: unknown) => parseJson(JSON.stringify(value)) as JsonObject; // an object, as it is written here
const settings = (persistent: [string, string | string[]][] = []) =>
  effectiveSettings(
    { persistent: new Map(persistent.map(([key, value]) => [`plugins.ml_commons.${key}`, value])), transient: new Map(), seq_no: 1 },
    new Map(),
  );

test.each([
  ['Stopping', 'CANCELLING'],
  ['stopped', 'CANCELLED'],
  ['PartiallyCompleted', 'COMPLETED'],
  ['not complete yet', 'COMPLETED'],
  ['timeout', 'EXPIRED'],
  ['Failed', 'FAILED'],
  ['InProgress', undefined],
  ['', undefined],
])('a status %j means %s', (status, state) => {
  expect(jobState(job({ TransformJobStatus: status }), settings())).toBe(state);
});

test('a status that is no text says nothing, and the next field is looked at', () => {
  expect(jobState(job({ status: { completed: 1 }, Status: 'failed' }), settings())).toBe('FAILED');
  expect(jobState(job({ status: 5 }), settings())).toBeUndefined();
});

test('a pattern that was emptied means nothing', () => {
  expect(jobState(job({ status: 'failed' }), settings([['remote_job.status_regex.failed', '']]))).toBeUndefined();
});

test('actions are filled from texts alone, and from the name at the end of an ARN', () => {
  const parameters = jobParameters(
    job({ id: 'a', n: 1, nested: { x: 'y' }, TransformJobArn: 'arn:aws:sagemaker:eu-west-1:1:transform-job/my-job' }),
  );
  expect([...parameters.keys()].sort()).toEqual(['TransformJobArn', 'TransformJobName', 'id']);
  expect(parameters.get('TransformJobName')).toBe('my-job');
  expect(jobParameters(job({ TransformJobArn: 'x/y', TransformJobName: 'own' })).get('TransformJobName')).toBe('own');
});

test('whatever a service says, nothing that was known is forgotten and where failures go stays', () => {
  const object = fc.dictionary(fc.oneof(fc.constantFrom('dlq', 'id', '__proto__', 'constructor'), fc.string()), fc.jsonValue(), {
    noNullPrototype: true,
  });
  const dlq = new Map([['bucket', 'b']]);
  fc.assert(
    fc.property(object, object, (first, second) => {
      const [known, said] = [remoteJob(job(first), dlq), job(second)];
      const merged = withAnswer(known, said);
      expect(merged.get('dlq')).toEqual(dlq);
      for (const name of known.keys()) expect(merged.has(name)).toBe(true);
      for (const [name, value] of said) if (name !== 'dlq') expect(merged.get(name)).toEqual(value);
    }),
  );
});

test('a job may not grow beyond what a task holds', () => {
  const known = remoteJob(job({ a: 'x'.repeat(600_000) }), null);
  expect(() => withAnswer(known, job({ b: 'x'.repeat(600_000) }))).toThrow('more than 1 MiB');
});
