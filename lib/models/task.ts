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
