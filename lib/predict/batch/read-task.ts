import { may, operation } from '#lib/access/operation.ts';
import { statusError } from '#lib/errors.ts';
import { endedStates, type Task } from '#lib/models/task.ts';
import { assertMayAsk, isBatch, targetOfJob } from './ask-about-job.ts';
import { refreshTask, type TaskPorts } from './refresh-task.ts';

export type TaskAsked = { task_id: string; signal: AbortSignal };

/**
 * Reads a task. A batch that has not ended is asked about at its service first, and what is heard is kept (rest-api.md §7); for a caller
 * who may not send, what was heard last stands.
 * @throws StudioError 404; as a prediction answers when the service cannot be asked
 */
export const readTask = operation('task.read', async (caller, { task_id, signal }: TaskAsked, ports: TaskPorts): Promise<Task> => {
  const stored = await ports.tasks.find(task_id);
  if (!stored) throw statusError(404, 'Failed to find task');
  const { task } = stored;
  if (!isBatch(task) || endedStates.includes(task.state)) return task;
  const settings = ports.settings.current();
  const target = targetOfJob(task, ports.targets);
  assertMayAsk(caller, target, settings, 'access');
  return may(caller, 'predict.send') ? refreshTask(stored, { target, settings, signal }, ports) : task;
});
