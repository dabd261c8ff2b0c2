import { may, operation } from '#lib/access/operation.ts';
import { statusError } from '#lib/errors.ts';
import type { ModelPorts, StoredTask } from '#lib/models/ports.ts';
import { endedStates, type Task } from '#lib/models/task.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import type { PredictPorts } from '../predict.ts';
import type { Target } from '../target.ts';
import { askAboutJob, assertMayAsk, isBatch, targetOfJob } from './ask-about-job.ts';
import { jobState, withAnswer } from './remote-job.ts';

export type TaskPorts = PredictPorts & Pick<ModelPorts, 'tasks' | 'transaction' | 'now'>;
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

type Refresh = { target: Target; settings: EffectiveSettings; signal: AbortSignal };

async function refreshTask({ id, task }: StoredTask, { target, settings, signal }: Refresh, ports: TaskPorts): Promise<Task> {
  const result = await askAboutJob({ task, target, action_name: 'BATCH_PREDICT_STATUS', signal }, settings, ports);
  const said = result?.output[0]?.dataAsMap;
  if (!said) throw statusError(404, "Couldn't fetch status of the transform job");
  return ports.transaction(async ({ tasks }) => {
    const now = await tasks.find(id);
    if (!now) throw statusError(404, 'Failed to find task');
    // Somebody who asked later may have heard of its end sooner.
    if (endedStates.includes(now.task.state)) return now.task;
    const remote_job = withAnswer(now.task.remote_job ?? new Map(), said);
    const state = jobState(remote_job, settings) ?? now.task.state;
    const heard: Task = { ...now.task, state, last_update_time: ports.now(), remote_job };
    await tasks.replace(now, heard);
    return heard;
  });
}
