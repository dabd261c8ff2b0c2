import { z } from 'zod';
import { illegalArgument, isStudioError } from '#lib/errors.ts';
import { type JsonNode, parseJson, toJson } from '#lib/json/read-json.ts';
import type { Writable } from '#lib/json/write-json.ts';
import type { Log } from '#lib/log.ts';
import { scenarios } from '#lib/predict/mock-target.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { renderOutput } from '#lib/predict/render-tensors.ts';
import { type StreamTensor, sseEvent } from '#lib/predict/stream/stream-tensor.ts';
import { sendPredictionStream, tryPredictionStream } from '#lib/predict/stream/try-stream.ts';
import { errorOf } from '#lib/predict/tracer.ts';
import { sendPrediction, type TryPorts, type TryRequest, type TryResult, tryPrediction } from '#lib/predict/try-prediction.ts';
import { type KeepPorts, keepRun, type Prediction } from '#lib/runs/keep-run.ts';
import { errorBody, statusOf } from './error-body.ts';
import { frame, textStream } from './event-stream.ts';
import { guardedBody } from './guarded-body.ts';
import { jsonBody } from './json-body.ts';
import { plainJson } from './plain-json.ts';
import { type Route, route } from './route.ts';

export type PredictionPorts = TryPorts & KeepPorts & { log: Pick<Log, 'error'> };

type Read = Omit<TryRequest, 'signal'> & {
  /** The answer comes in events. */
  stream: boolean;
  /** A run is kept; a preview that follows each key leaves none. */
  keep: boolean;
};

/** The studio's own predictions: with a trace, dry, on the mock, or of a draft (architecture.md §10.4). */
export const predictionRoutes = (ports: PredictionPorts): Route[] => [
  route('POST', '/api/studio/predictions', {
    summary: 'Predict with every step visible: send, dry run or mock',
    body: guardedBody('predict.try', { ...jsonBody(readRequest, { size: 'prediction' }), schema: Described }),
    run: async ({ caller, body, request, request_id }) => {
      const answer = async (result: TryResult) => {
        const shown = answerOf(result, request_id, ports.log);
        const run_id = body.keep ? await keepRun(caller, { request: body, result, answer: shown }, ports) : undefined;
        return written(shown, run_id, result);
      };
      const left = (result: TryResult) => void answer(result);
      const asked = { ...body, signal: request.signal, left };
      const isSent = body.mode === 'send';
      if (!body.stream) return answer(await (isSent ? sendPrediction : tryPrediction)(caller, asked, ports));
      const pieces = await (isSent ? sendPredictionStream : tryPredictionStream)(caller, asked, ports);
      return textStream(events(pieces, answer));
    },
  }),
];

/** Events `chunk` as `_predict/stream` sends them, and one `result`. */
async function* events(
  pieces: AsyncGenerator<StreamTensor[], TryResult, void>,
  show: (result: TryResult) => Promise<Writable>,
): AsyncGenerator<string, void, void> {
  try {
    for (;;) {
      const { done, value } = await pieces.next();
      if (done) {
        yield frame({ event: 'result', data: await show(value) });
        return;
      }
      yield value.map(({ dataAsMap }) => `event: chunk\n${sseEvent(dataAsMap)}`).join('');
    }
  } finally {
    await pieces.return(undefined as never); // a reader that goes away ends the call too; after the end this does nothing
  }
}

const Envelope = z.object({
  target: z.union(
    [
      z.strictObject({ connector_id: z.string() }),
      z.strictObject({ model_id: z.string() }),
      z.strictObject({ connector: z.looseObject({}) }),
    ],
    {
      error: 'must be {"connector_id"}, {"model_id"} or {"connector"}',
    },
  ),
  action_type: z.string().optional(),
  algorithm: z.string().optional(),
  mode: z.enum(['send', 'dry_run', 'mock']),
  scenario: z.enum(scenarios).default('good'),
  stream: z.boolean().default(false),
  keep: z.boolean().default(true).describe('False for a preview: no run is kept of it'),
});

const Described = Envelope.extend({ body: z.looseObject({}) });

/** Draft and predict body are read from the text itself: numbers keep their spelling, and both have readers of their own. */
function readRequest(node: JsonNode): Read {
  const parsed = Envelope.safeParse(plainJson(toJson(node)));
  if (!parsed.success) throw wrongFields(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  const { target, action_type, algorithm, mode, scenario, stream, keep } = parsed.data;
  const body = memberOf(node, 'body');
  if (!body) throw wrongFields([{ path: 'body', message: 'is missing' }]);
  const draft = 'connector' in target ? memberOf(memberOf(node, 'target'), 'connector') : undefined;
  const input = readPredictInput(body, algorithm);
  return {
    target: draft ? { draft } : (target as Exclude<typeof target, { connector: unknown }>),
    action: action_type,
    algorithm,
    input,
    body: toJson(body),
    mode,
    scenario,
    stream,
    keep,
  };
}

const memberOf = (node: JsonNode | undefined, name: string) => (node?.token === 'START_OBJECT' ? node.members.get(name) : undefined);

function wrongFields(fields: { path: string; message: string }[]) {
  const [first] = fields;
  return illegalArgument(first ? `${first.path}: ${first.message}` : 'The body is not valid', { fields });
}

type Answered = Prediction['answer'];

/** What `_predict` would have answered. A failure that nobody foresaw is logged: the answer only names it. */
export function answerOf({ ending, outcome, failed_step, trace }: TryResult, requestId: string, log: PredictionPorts['log']): Answered {
  const failed = (failure: unknown) => {
    if (!isStudioError(failure)) log.error({ event: 'failure', request_id: requestId, error: failure });
    return { status: statusOf(failure), response: errorBody(failure, { requestId }) as Writable, error_type: errorOf(failure).type };
  };
  const came = { outcome, ...(failed_step && { failed_step }), trace };
  if (!ending) return { ...came, status: null, response: null };
  if ('failure' in ending) return { ...came, ...failed(ending.failure) };
  try {
    return { ...came, status: 200, response: parseJson(renderOutput(ending.results)) };
  } catch (failure) {
    // All went well, but what came out cannot be written: a number too big for a double, more keys than an answer may have.
    return { outcome: 'failed', failed_step: 'output', ...failed(failure), trace: failedAtOutput(trace, failure) };
  }
}

/** The body of the answer (architecture.md §10.4). */
const written = (
  { outcome, failed_step, status, response, trace }: Answered,
  run_id: string | undefined,
  { usage, service_model }: TryResult,
): Writable => ({ run_id, outcome, failed_step, status, response, trace, usage, service_model }) as Writable; // steps hold plain JSON

const failedAtOutput = (trace: TryResult['trace'], failure: unknown): TryResult['trace'] => ({
  ...trace,
  steps: trace.steps.map((step) => (step.name === 'output' ? { ...step, status: 'failed', error: errorOf(failure) } : step)),
});
