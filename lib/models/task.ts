import type { JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { FunctionName } from './function-name.ts';
import type { Model } from './model.ts';

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
  /** Absent where no model came of it. */
  model_id?: string;
  task_type: 'REGISTER_MODEL' | 'DEPLOY_MODEL' | 'BATCH_PREDICTION';
  function_name: FunctionName;
  state: TaskState;
  input_type?: 'REMOTE';
  worker_node: string[];
  /** Epoch milliseconds. */
  create_time: number;
  /** Epoch milliseconds. */
  last_update_time: number;
  error?: string;
  is_async: boolean;
  /** Of a batch: what the service last said about its job, and where failures go (`dlq`). */
  remote_job?: JsonObject;
};

/** States in which a job is over: nothing more will be heard of it. */
export const endedStates: readonly TaskState[] = ['COMPLETED', 'FAILED', 'CANCELLED', 'COMPLETED_WITH_ERROR', 'EXPIRED'];

/** Registering and deploying end before the answer leaves, so their tasks are born completed. */
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

export const registrationTask = (model_id: string, { algorithm }: Model, node: string, time: number): Task => ({
  ...completedTask('REGISTER_MODEL', model_id, node, time),
  function_name: algorithm,
  is_async: algorithm !== 'REMOTE',
});

/** What becomes of a model that runs inside a cluster, and what to do. */
export const notHere = 'The studio calls models that run elsewhere. Register a remote model: function_name remote, with a connector.';

/** A model that runs inside a cluster is never deployed here. The reason stands by the id of the node that was to do it. */
export const failedDeployment = (model_id: string, { algorithm }: Model, node: string, time: number): Task => ({
  ...completedTask('DEPLOY_MODEL', model_id, node, time),
  function_name: algorithm,
  state: 'FAILED',
  error: writeJson({ [node]: notHere }),
});

/** A batch that a service has accepted. */
export const batchTask = (model_id: string, remote_job: JsonObject, node: string, time: number): Task & { model_id: string } => ({
  model_id,
  task_type: 'BATCH_PREDICTION',
  function_name: 'REMOTE',
  state: 'RUNNING',
  input_type: 'REMOTE',
  worker_node: [node],
  create_time: time,
  last_update_time: time,
  is_async: false,
  remote_job,
});
