import { illegalArgument, isStudioError, statusError } from '#lib/errors.ts';
import type { Parameters } from '#lib/functions/dataset.ts';
import { hashOrder } from '#lib/json/hash-order.ts';
import type { Json, JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { TaskState } from '#lib/models/task.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import { javaRegex } from '../java-regex.ts';

/** Characters of what is kept of a job. */
const largestJob = 1024 * 1024;
/** Characters of a status that are looked at. */
const longestStatus = 1000;

/** A job as it is kept: what the service said, and `dlq`, null where nobody asked for one. */
export const remoteJob = (said: JsonObject, dlq: Parameters | null): JsonObject =>
  kept(new Map<string, Json>([...said, ['dlq', dlq && new Map(dlq)]]));

/** A job with what the service says now: members are replaced, none is forgotten; where failures go is not the service's to say. */
export const withAnswer = (job: JsonObject, said: JsonObject): JsonObject =>
  kept(new Map([...job, ...[...said].filter(([name]) => name !== 'dlq')]));

/** @throws StudioError 502 for a service that tells more than a task can hold */
function kept(job: JsonObject): JsonObject {
  if (writeJson(job).length > largestJob) throw statusError(502, 'Remote service described the job in more than 1 MiB');
  return new Map(hashOrder([...job.keys()]).map((name) => [name, job.get(name) ?? null]));
}

/** What the actions of a job are filled from: its texts, and the name of a SageMaker job, which stands at the end of its ARN. */
export function jobParameters(job: JsonObject): Parameters {
  const texts = new Map<string, string>();
  for (const [name, value] of job) if (typeof value === 'string') texts.set(name, value);
  const arn = texts.get('TransformJobArn');
  if (arn !== undefined && !texts.has('TransformJobName')) texts.set('TransformJobName', arn.slice(arn.lastIndexOf('/') + 1));
  return texts;
}

/** In the order in which a status is looked up: `stopping` also reads like a job that has stopped. */
const patterns = [
  ['cancelling', 'CANCELLING'],
  ['cancelled', 'CANCELLED'],
  ['completed', 'COMPLETED'],
  ['expired', 'EXPIRED'],
  ['failed', 'FAILED'],
] as const satisfies [string, TaskState][];

/**
 * The state that a job's status means under the settings `plugins.ml_commons.remote_job.*`.
 * @returns undefined where no status says anything
 * @throws StudioError 400 for a setting that holds no pattern
 */
export function jobState(job: JsonObject, settings: EffectiveSettings): TaskState | undefined {
  for (const field of settings.list('remote_job.status_field')) {
    const status = job.get(field);
    if (typeof status !== 'string') continue;
    const found = patterns.find(([name]) => isStatus(status, name, settings));
    if (found) return found[1];
  }
  return undefined;
}

function isStatus(status: string, name: string, settings: EffectiveSettings): boolean {
  const key = `remote_job.status_regex.${name}`;
  const pattern = settings.text(key);
  if (pattern.trim() === '') return false;
  try {
    return javaRegex(pattern, { ignoreCase: true }).find(status.slice(0, longestStatus)) !== null;
  } catch (cause) {
    if (!isStudioError(cause)) throw cause;
    throw illegalArgument(`The setting plugins.ml_commons.${key} is not a pattern that can be used: ${cause.message}`, { cause });
  }
}
