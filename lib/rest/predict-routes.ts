import { assertMay } from '#lib/access/operation.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import type { ModelReads } from '#lib/models/ports.ts';
import { indexNotFound } from '#lib/models/tasks.ts';
import { assertFeaturesOn } from '#lib/predict/assert-features-on.ts';
import { type Asked, type PredictPorts, predict } from '#lib/predict/predict.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { outputObject } from '#lib/predict/render-tensors.ts';
import type { Target } from '#lib/predict/target.ts';
import { modelIndex } from '#lib/search/indices.ts';
import type { BodyReader } from './body.ts';
import { jsonBody } from './json-body.ts';
import { javaReply, type Route, route } from './route.ts';

export type PredictRoutePorts = PredictPorts & { models: Pick<ModelReads, 'everStored'> };

type Read = Pick<Asked, 'target' | 'input'>;

/** ML Commons' routes of predictions (rest-api.md §5.1). */
export function predictRoutes(ports: PredictRoutePorts): Route[] {
  const body = predictBody(ports);
  const run = async (caller: Parameters<typeof predict>[0], { target, input }: Read, signal: AbortSignal) => {
    const own = input.dataset.type === 'remote' ? input.dataset.action_type : undefined;
    return javaReply(outputObject(await predict(caller, { target, input, action_name: own ?? 'PREDICT', signal }, ports)));
  };
  return [
    route('POST', '/_plugins/_ml/models/:model_id/_predict', {
      summary: 'Predict with a model',
      query: { algorithm: 'text' },
      body,
      run: ({ caller, body: read, request }) => run(caller, read, request.signal),
    }),
    route('POST', '/_plugins/_ml/_predict/:algorithm/:model_id', {
      summary: 'Predict with a model, in the shape of an algorithm',
      body,
      run: ({ caller, body: read, request }) => run(caller, read, request.signal),
    }),
  ];
}

/**
 * The order in which ML Commons looks: model, switches, body. So an unknown model is 404 whatever was sent, and a bad body has its own
 * status.
 */
function predictBody(ports: PredictRoutePorts): BodyReader<Read> {
  const reader = jsonBody((node, { params, query }) => readPredictInput(node, params.algorithm ?? query.algorithm), { size: 'prediction' });
  return {
    ...reader,
    async read(bytes, head) {
      assertMay(head.caller, 'predict.send');
      const target = await findTarget(head.params.model_id, ports);
      const remote_inference = ports.settings.current().flag('remote_inference.enabled');
      assertFeaturesOn({ algorithm: 'REMOTE', action_type: 'PREDICT' }, { remote_inference, local_model: true, offline_batch: true });
      return { target, input: await reader.read(bytes, head) };
    },
  };
}

/** @throws StudioError 404, with another text while no model was ever stored */
async function findTarget(model_id: string, { targets, models }: PredictRoutePorts): Promise<Target> {
  const found = targets.model(model_id);
  if (found?.target) return found.target;
  if (found?.model.connector_id)
    throw statusError(404, `Failed to find connector with the provided connector id: ${found.model.connector_id}`);
  if (found) throw illegalArgument('The model has no connector');
  if (await models.everStored()) throw statusError(404, 'Failed to find model');
  throw statusError(404, `Failed to get data object from index ${modelIndex.name}`, { cause: indexNotFound(modelIndex.name) });
}
