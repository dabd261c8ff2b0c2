import type { ModelPorts } from '#lib/models/ports.ts';
import { searchTasks } from '#lib/models/search-models.ts';
import { deleteTask } from '#lib/models/tasks.ts';
import { cancelTask } from '#lib/predict/batch/cancel-task.ts';
import { readTask } from '#lib/predict/batch/read-task.ts';
import type { TaskPorts } from '#lib/predict/batch/refresh-task.ts';
import { taskIndex } from '#lib/search/indices.ts';
import type { SearchPorts } from '#lib/search/run-search.ts';
import { guardedBody } from './guarded-body.ts';
import { javaReply, type Route, route } from './route.ts';
import { searchBody } from './search-body.ts';
import { removedBody } from './written.ts';

const path = '/_plugins/_ml/tasks';

/** ML Commons' routes of tasks (rest-api.md §7). */
export const taskRoutes = (ports: ModelPorts & TaskPorts & SearchPorts): Route[] => [
  ...(['GET', 'POST'] as const).map((method) =>
    route(method, `${path}/_search`, {
      summary: 'Search tasks',
      body: guardedBody('task.read', searchBody),
      run: ({ caller, body }) => searchTasks(caller, { body }, ports),
    }),
  ),
  route('GET', `${path}/:task_id`, {
    summary: 'Read a task',
    run: async ({ caller, params, request }) => javaReply(await readTask(caller, { ...params, signal: request.signal }, ports)),
  }),
  route('DELETE', `${path}/:task_id`, {
    summary: 'Delete a task',
    run: async ({ caller, params }) => removedBody(taskIndex.name, await deleteTask(caller, params, ports)),
  }),
  route('POST', `${path}/:task_id/_cancel`, {
    summary: 'Cancel a batch job',
    run: ({ caller, params, request }) => cancelTask(caller, { ...params, signal: request.signal }, ports),
  }),
];
