import type { Caller } from '#lib/access/caller.ts';
import { assertMay } from '#lib/access/operation.ts';
import type { ActionType } from '#lib/connectors/connector.ts';
import { statusError } from '#lib/errors.ts';
import type { ModelReads } from '#lib/models/ports.ts';
import { indexNotFound } from '#lib/models/tasks.ts';
import { assertFeaturesOn } from '#lib/predict/assert-features-on.ts';
import { type BatchPorts, startBatch } from '#lib/predict/batch/start-batch.ts';
import { predict } from '#lib/predict/predict.ts';
import { type ReadInput, readPredictInput } from '#lib/predict/read-predict-input.ts';
import { outputObject } from '#lib/predict/render-tensors.ts';
import { noTarget, type Target } from '#lib/predict/target.ts';
import { modelIndex } from '#lib/search/indices.ts';
import type { BodyReader } from './body.ts';
import type { ApiRequest } from './http.ts';
import { jsonBody } from './json-body.ts';
import { javaReply, type Route, route } from './route.ts';

export type PredictRoutePorts = BatchPorts & { models: Pick<ModelReads, 'everStored'> };

type Read = { target: Target; input: ReadInput };

/** ML Commons' routes of predictions (rest-api.md §5.1). */
export function predictRoutes(ports: PredictRoutePorts): Route[] {
  const body = predictBody(ports, 'PREDICT');
  const run = async (caller: Caller, { target, input: { dlq, ...input } }: Read, { signal }: ApiRequest, type: ActionType = 'PREDICT') => {
    const own = input.dataset.type === 'remote' ? input.dataset.action_type : undefined;
    const asked = { target, input, action_name: own ?? type, signal };
    if (asked.action_name === 'BATCH_PREDICT') return javaReply(await startBatch(caller, { ...asked, ...(dlq && { dlq }) }, ports));
    return javaReply(outputObject(await predict(caller, asked, ports)));
  };
  return [
    route('POST', '/_plugins/_ml/models/:model_id/_predict', {
      summary: 'Predict with a model',
      query: { algorithm: 'text' },
      body,
      run: ({ caller, body: read, request }) => run(caller, read, request),
    }),
    route('POST', '/_plugins/_ml/models/:model_id/_batch_predict', {
      summary: 'Start a batch with a model',
      body: predictBody(ports, 'BATCH_PREDICT'),
      run: ({ caller, body: read, request }) => run(caller, read, request, 'BATCH_PREDICT'),
    }),
    route('POST', '/_plugins/_ml/_predict/:algorithm/:model_id', {
      summary: 'Predict with a model, in the shape of an algorithm',
      body,
      run: ({ caller, body: read, request }) => run(caller, read, request),
    }),
  ];
}

/**
 * The order in which ML Commons looks: model, switches, body. So an unknown model is 404 whatever was sent, and a bad body has its own
 * status.
 */
function predictBody(ports: PredictRoutePorts, action_type: ActionType): BodyReader<Read> {
  const reader = jsonBody((node, { params, query }) => readPredictInput(node, params.algorithm ?? query.algorithm), { size: 'prediction' });
  return {
    ...reader,
    async read(bytes, head) {
      assertMay(head.caller, 'predict.send');
      const target = await findTarget(head.params.model_id, ports);
      const settings = ports.settings.current();
      const remote_inference = settings.flag('remote_inference.enabled');
      const offline_batch = settings.flag('offline_batch_inference_enabled');
      assertFeaturesOn({ algorithm: 'REMOTE', action_type }, { remote_inference, local_model: true, offline_batch });
      return { target, input: await reader.read(bytes, head) };
    },
  };
}

/** @throws StudioError 404, with another text while no model was ever stored */
export async function findTarget(model_id: string, { targets, models }: Pick<PredictRoutePorts, 'targets' | 'models'>): Promise<Target> {
  const found = targets.model(model_id);
  if (found?.target) return found.target;
  if (found) throw noTarget(found.model);
  if (await models.everStored()) throw statusError(404, 'Failed to find model');
  throw statusError(404, `Failed to get data object from index ${modelIndex.name}`, { cause: indexNotFound(modelIndex.name) });
}
