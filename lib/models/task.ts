export const taskStates = [
  'CREATED',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'COMPLETED_WITH_ERROR',
  'CANCELLING',
  'EXPIRED',
  'UNREACHABLE',
] as const;
export type TaskState = (typeof taskStates)[number];

/** A task as stored and as `GET` returns it, in ML Commons' key order (rest-api.md §7). */
export type Task = {
  model_id: string;
  task_type: 'REGISTER_MODEL' | 'DEPLOY_MODEL';
  function_name: 'REMOTE';
  state: TaskState;
  worker_node: string[];
  /** Epoch milliseconds. */
  create_time: number;
  /** Epoch milliseconds. */
  last_update_time: number;
  error?: string;
  is_async: boolean;
};

/** Registering and deploying a remote model end before the answer leaves, so their tasks are born completed. */
export const completedTask = (task_type: Task['task_type'], model_id: string, node: string, time: number): Task => ({
  model_id,
  task_type,
  function_name: 'REMOTE',
  state: 'COMPLETED',
  worker_node: [node],
  create_time: time,
  last_update_time: time,
  is_async: task_type === 'DEPLOY_MODEL',
});
