import { operation } from '#lib/access/operation.ts';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import { askAboutJob, assertMayAsk, isBatch, targetOfJob } from './ask-about-job.ts';
import type { TaskAsked } from './read-task.ts';
import type { TaskPorts } from './refresh-task.ts';

/**
 * Asks the service to give a batch up. What becomes of it is heard when the task is read next.
 * @throws StudioError 404, 400 for a task without a job; as a prediction answers when the service refuses
 */
export const cancelTask = operation('task.update', async (caller, { task_id, signal }: TaskAsked, ports: TaskPorts) => {
  const stored = await ports.tasks.find(task_id);
  if (!stored) throw statusError(404, 'Fail to find task');
  const { task } = stored;
  if (!isBatch(task)) throw illegalArgument('The task ID you provided does not have any associated batch job');
  const settings = ports.settings.current();
  const target = targetOfJob(task, ports.targets);
  assertMayAsk(caller, target, settings, 'cancel');
  const { status_code = 200 } = (await askAboutJob({ task, target, action_name: 'CANCEL_BATCH_PREDICT', signal }, settings, ports)) ?? {};
  if (status_code >= 300) throw new StudioError('exception', 500, "Couldn't cancel the transform job. Please try again");
  return { status: 'OK' };
});
