import { operation } from '#lib/access/operation.ts';
import { StudioError, statusError } from '#lib/errors.ts';
import type { ModelPorts } from './ports.ts';

const taskIndex = '.plugins-ml-task';

/**
 * Nobody can ask about a batch whose model is gone, so it does not count as running.
 * @throws StudioError 404 (with the missing index as cause while no task was ever stored), 500 while it runs
 */
export const deleteTask = operation('task.delete', async (_caller, { task_id }: { task_id: string }, { transaction }: ModelPorts) =>
  transaction(async ({ tasks, models }) => {
    const stored = await tasks.find(task_id);
    if (!stored) throw statusError(404, 'Failed to find task', { cause: (await tasks.everStored()) ? undefined : noIndex() });
    const { state, model_id } = stored.task;
    if (state === 'RUNNING' && model_id !== undefined && (await models.find(model_id)))
      throw new StudioError('exception', 500, 'Task cannot be deleted in running state. Try after some time.');
    return tasks.remove(task_id);
  }),
);

const noIndex = () => statusError(404, `Failed to get data object from index ${taskIndex}`, { cause: indexNotFound(taskIndex) });

export const indexNotFound = (index: string) =>
  new StudioError('index_not_found_exception', 404, `no such index [${index}]`, {
    details: { index, 'resource.id': index, 'resource.type': 'index_expression', index_uuid: '_na_' },
  });
