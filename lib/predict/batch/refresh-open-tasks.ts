import { isStudioError, type StudioError } from '#lib/errors.ts';
import { JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { endedStates, type Task } from '#lib/models/task.ts';
import { targetOfJob } from './ask-about-job.ts';
import { refreshTask, type TaskPorts } from './refresh-task.ts';

/** Questions without an answer before a job counts as lost (predict.md §16). */
const mostFailures = 10;
/** Jobs that are asked about at once. */
const together = 4;

/**
 * Asks about every batch that has not ended. One that could not be asked about more than ten times is unreachable: it is left alone until
 * somebody reads its task.
 */
export async function refreshOpenTasks(ports: TaskPorts, signal: AbortSignal): Promise<void> {
  const settings = ports.settings.current();
  if (!settings.flag('offline_batch_inference_enabled') || !settings.flag('remote_inference.enabled')) return;
  const ids = await ports.tasks.openBatches();
  const askInTurn = async () => {
    for (let id = ids.shift(); id !== undefined && !signal.aborted; id = ids.shift()) await refreshOne(id, ports, signal);
  };
  await Promise.all(Array.from({ length: together }, askInTurn));
}

async function refreshOne(id: string, ports: TaskPorts, signal: AbortSignal): Promise<void> {
  const stored = await ports.tasks.find(id);
  if (!stored) return;
  const settings = ports.settings.current();
  try {
    await refreshTask(stored, { target: targetOfJob(stored.task, ports.targets), settings, signal }, ports);
  } catch (thrown) {
    if (signal.aborted) return;
    if (!isStudioError(thrown)) throw thrown;
    await countFailure(id, thrown, ports);
  }
}

/** Counted in the job itself, as ML Commons does, and never set back. */
async function countFailure(id: string, { message }: StudioError, { transaction, now }: TaskPorts): Promise<void> {
  await transaction(async ({ tasks }) => {
    const stored = await tasks.find(id);
    if (!stored || endedStates.includes(stored.task.state)) return;
    const job: JsonObject = new Map(stored.task.remote_job);
    const known = job.get('num_of_retries');
    const failures = (known instanceof JsonNumber ? known.value : 0) + 1;
    job.set('num_of_retries', new JsonNumber(String(failures)));
    const lost: Partial<Task> =
      failures > mostFailures ? { state: 'UNREACHABLE', error: `Unable to reach the Job: ${nameOf(job)}. Error Message: ${message}` } : {};
    await tasks.replace(stored, { ...stored.task, ...lost, last_update_time: now(), remote_job: job });
  });
}

function nameOf(job: JsonObject): string {
  const names = ['TransformJobName', 'job_name', 'id'].map((name) => job.get(name));
  return names.find((name) => typeof name === 'string') ?? 'unknown';
}
