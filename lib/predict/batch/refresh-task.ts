import { statusError } from '#lib/errors.ts';
import type { ModelPorts, StoredTask } from '#lib/models/ports.ts';
import { endedStates, type Task } from '#lib/models/task.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import type { PredictPorts } from '../predict.ts';
import type { Target } from '../target.ts';
import { askAboutJob } from './ask-about-job.ts';
import { jobState, withAnswer } from './remote-job.ts';

export type TaskPorts = PredictPorts & Pick<ModelPorts, 'tasks' | 'transaction' | 'now'>;

type Refresh = { target: Target; settings: EffectiveSettings; signal: AbortSignal };

/**
 * Asks the service about a batch and keeps what it says.
 * @throws StudioError as a prediction answers when the service cannot be asked
 */
export async function refreshTask({ id, task }: StoredTask, { target, settings, signal }: Refresh, ports: TaskPorts): Promise<Task> {
  const result = await askAboutJob({ task, target, action_name: 'BATCH_PREDICT_STATUS', signal }, settings, ports);
  const said = result?.output[0]?.dataAsMap;
  if (!said) throw statusError(404, "Couldn't fetch status of the transform job");
  return ports.transaction(async ({ tasks }) => {
    const now = await tasks.find(id);
    if (!now) throw statusError(404, 'Failed to find task');
    // Somebody who asked later may have heard of its end sooner.
    if (endedStates.includes(now.task.state)) return now.task;
    const { error: _past, ...known } = now.task;
    const remote_job = withAnswer(known.remote_job ?? new Map(), said);
    const state = jobState(remote_job, settings) ?? (known.state === 'UNREACHABLE' ? 'RUNNING' : known.state);
    const heard: Task = { ...known, state, last_update_time: ports.now(), remote_job };
    await tasks.replace(now, heard);
    return heard;
  });
}
