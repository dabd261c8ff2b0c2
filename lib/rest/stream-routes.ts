import { assertMay } from '#lib/access/operation.ts';
import { isStudioError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { assertStreamable, assertStreamingOn } from '#lib/predict/stream/assert-streamable.ts';
import { predictStream } from '#lib/predict/stream/predict-stream.ts';
import type { StreamPorts } from '#lib/predict/stream/stream-prediction.ts';
import { errorTensor, type StreamTensor, sseEvent } from '#lib/predict/stream/stream-tensor.ts';
import type { BodyReader } from './body.ts';
import { textStream } from './event-stream.ts';
import { jsonBody } from './json-body.ts';
import { findTarget, type PredictRoutePorts } from './predict-routes.ts';
import { type Route, route } from './route.ts';

export type StreamRoutePorts = Omit<PredictRoutePorts, 'executor'> & StreamPorts & { log: Pick<Log, 'error'> };

type Read = { target: Awaited<ReturnType<typeof findTarget>>; input: ReturnType<typeof readPredictInput> };

const path = '/_plugins/_ml/models/:model_id/_predict/stream';

/** ML Commons' route of predictions that stream (rest-api.md §5.3). */
export const streamRoutes = (ports: StreamRoutePorts): Route[] => [
  route('POST', path, {
    summary: 'Predict with a model, the answer in pieces as they come',
    body: streamBody(ports),
    async run({ caller, body: { target, input }, request: { signal }, request_id }) {
      const pieces = await predictStream(caller, { target, input, action_name: 'PREDICT', signal }, ports);
      return textStream(events(pieces, { signal, request_id, log: ports.log }));
    },
  }),
];

/** ML Commons looks at the switch first, then at the model, then at the body. */
function streamBody(ports: StreamRoutePorts): BodyReader<Read> {
  const reader = jsonBody((node) => readPredictInput(node), { size: 'prediction' });
  return {
    ...reader,
    async read(bytes, head) {
      assertMay(head.caller, 'predict.send');
      const settings = ports.settings.current();
      assertStreamingOn(settings.flag('stream_enabled'));
      const target = await findTarget(head.params.model_id, ports);
      assertStreamable({ algorithm: 'REMOTE', path, remote_inference: settings.flag('remote_inference.enabled') });
      return { target, input: await reader.read(bytes, head) };
    },
  };
}

type Watch = { signal: AbortSignal; request_id: string; log: StreamRoutePorts['log'] };

/** The status has been sent by now, so a failure is the last event. */
async function* events(pieces: AsyncIterable<StreamTensor[]>, { signal, request_id, log }: Watch): AsyncGenerator<string, void, void> {
  try {
    for await (const batch of pieces) yield textOf(batch);
  } catch (thrown) {
    if (signal.aborted) return;
    if (!isStudioError(thrown)) log.error({ event: 'failure', request_id, error: thrown });
    yield textOf([errorTensor(isStudioError(thrown) ? thrown.message : null)]);
  }
}

const textOf = (pieces: readonly StreamTensor[]): string => pieces.map(({ dataAsMap }) => sseEvent(dataAsMap)).join('');
