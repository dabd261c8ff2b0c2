import { operation } from '#lib/access/operation.ts';
import { StudioError, statusError } from '#lib/errors.ts';
import type { Parameters } from '#lib/functions/dataset.ts';
import type { ModelPorts } from '#lib/models/ports.ts';
import { batchTask } from '#lib/models/task.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import { assertFeaturesOn } from '../assert-features-on.ts';
import { noted } from '../noted.ts';
import { type Asked, assertMayUse, type PredictPorts, predictNow } from '../predict.ts';
import type { Tensors } from '../tensor.ts';
import { remoteJob } from './remote-job.ts';

export type BatchPorts = PredictPorts & Pick<ModelPorts, 'tasks' | 'transaction' | 'newId' | 'nodeId' | 'now'>;

/** `dlq` says where the service's failures go: `bucket` and `region`. */
export type BatchAsked = Asked & { dlq?: Parameters };

/**
 * Starts a batch at the remote service and keeps a task for its job (predict.md §16).
 * @returns what `_batch_predict` answers: the task's id, and the job as the service described it
 * @throws StudioError as `_predict` answers; 429 when too many run, 404 when the service named no job
 */
export const startBatch = operation('predict.send', async (caller, { dlq, ...asked }: BatchAsked, ports: BatchPorts) => {
  const settings = ports.settings.current();
  assertMayUse(caller, asked.target, settings);
  ports.callerLimits.count(caller);
  assertBatchesOn(settings);
  await assertRoom(settings, ports);
  const [result] = await noted(caller, asked, ports, () => predictNow(asked, settings, ports, { user: caller.username }));
  const remote_job = remoteJob(startedJob(result), dlq ?? null);
  const [task_id, now] = [ports.newId(), ports.now()];
  const task = batchTask(asked.target.model?.id ?? '', remote_job, ports.nodeId(), now);
  await ports.transaction(({ tasks }) => tasks.insert(task_id, task));
  return { task_id, status: 'CREATED', remote_job };
});

/** Whichever route a batch is started on. */
function assertBatchesOn(settings: EffectiveSettings): void {
  const offline_batch = settings.flag('offline_batch_inference_enabled');
  assertFeaturesOn({ algorithm: 'REMOTE', action_type: 'BATCH_PREDICT' }, { remote_inference: true, local_model: true, offline_batch });
}

async function assertRoom(settings: EffectiveSettings, { tasks }: BatchPorts): Promise<void> {
  if ((await tasks.runningBatches()) < settings.number('max_batch_inference_tasks')) return;
  throw statusError(
    429,
    'Exceeded maximum limit for BATCH_PREDICTION tasks. To increase the limit, update the plugins.ml_commons.max_batch_inference_tasks setting.',
  );
}

function startedJob(result: Tensors | undefined) {
  const { output = [], status_code = 200 } = result ?? {};
  const job = output[0]?.dataAsMap;
  if (job && status_code >= 200 && status_code < 300) return job;
  throw new StudioError('resource_not_found_exception', 404, 'Unable to create batch transform job');
}
