import { operation } from '#lib/access/operation.ts';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import type { ModelPorts, TaskReads } from './ports.ts';

const taskIndex = '.plugins-ml-task';

/** @throws StudioError 404 */
export const getTask = operation('task.read', async (_caller, { task_id }: { task_id: string }, { tasks }: Pick<ModelPorts, 'tasks'>) => {
  const stored = await tasks.find(task_id);
  if (!stored) throw statusError(404, 'Failed to find task');
  return stored;
});

/** @throws StudioError 404 (with the missing index as cause while no task was ever stored), 500 while it runs */
export const deleteTask = operation('task.delete', async (_caller, { task_id }: { task_id: string }, { transaction }: ModelPorts) =>
  transaction(async ({ tasks }) => {
    const stored = await tasks.find(task_id);
    if (!stored) throw statusError(404, 'Failed to find task', { cause: (await tasks.everStored()) ? undefined : noIndex() });
    if (stored.task.state === 'RUNNING')
      throw new StudioError('exception', 500, 'Task cannot be deleted in running state. Try after some time.');
    return tasks.remove(task_id);
  }),
);

/** @throws StudioError 404, 400: none of the tasks so far is a batch job */
export const cancelTask = operation('task.update', async (_caller, { task_id }: { task_id: string }, { tasks }: { tasks: TaskReads }) => {
  if (!(await tasks.find(task_id))) throw statusError(404, 'Fail to find task');
  throw illegalArgument('The task ID you provided does not have any associated batch job');
});

const noIndex = () => statusError(404, `Failed to get data object from index ${taskIndex}`, { cause: indexNotFound(taskIndex) });

export const indexNotFound = (index: string) =>
  new StudioError('index_not_found_exception', 404, `no such index [${index}]`, {
    details: { index, 'resource.id': index, 'resource.type': 'index_expression', index_uuid: '_na_' },
  });
