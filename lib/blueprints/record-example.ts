import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { illegalArgument } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import { sendPrediction, type TryPorts } from '#lib/predict/try-prediction.ts';
import { answerQuestions } from './answer-questions.ts';
import type { Blueprint, BlueprintExample } from './blueprint.ts';
import { isSameValue } from './blueprint-changes.ts';
import { maskSecrets } from './mask-secrets.ts';
import { requestFor, runOnMock } from './run-on-mock.ts';
import { shortenVectors } from './shorten.ts';

/** What came of a call that was to become an example. */
export type Recording =
  | Recorded
  | {
      outcome: 'failed' | 'cancelled';
      failed_step?: string;
      /** What `_predict` would have answered. */
      status: number;
      response: unknown;
    };

export type Recorded = {
  outcome: 'answered';
  example: BlueprintExample;
  /** How many vectors were cut short, and in how many texts a secret was masked. */
  shortened: number;
  masked: number;
};

export type NotRecorded = { outcome: 'failed' | 'cancelled'; failed_step: string | undefined; failure: unknown };

export type RecordWish = {
  blueprint: Blueprint;
  input: BlueprintExample['input'];
  title?: string | undefined;
  algorithm?: BlueprintExample['algorithm'];
  /** `send` asks the service; `mock` takes `recorded`, else what the blueprint's own examples have. */
  mode: 'mock' | 'send';
  /** An answer of the service, as its documentation shows it. */
  recorded?: BlueprintExample['recorded'] | undefined;
  /** By question key; secrets among them are used for this call and kept nowhere. */
  answers: Readonly<Record<string, string>>;
  /** A stored connector whose credential fills what `answers` leaves open. */
  connector_id?: string | undefined;
  signal: AbortSignal;
};

/**
 * Makes an example: the service's answer without secrets and with its vectors cut short, and what the pipeline makes of just that. Nothing
 * is stored.
 * @throws StudioError 400 for a mock without anything to answer, or a secret that nobody gave
 */
export const recordExample = operation(
  'blueprint.read',
  async (caller, wish: RecordWish, ports: TryPorts): Promise<Recorded | NotRecorded> => {
    const answered = wish.mode === 'send' ? await askService(caller, wish, ports) : { recorded: answerAtHand(wish) };
    return 'recorded' in answered ? makeExample(caller, wish, answered.recorded, ports) : answered;
  },
);

function answerAtHand({ recorded, blueprint, input, algorithm }: RecordWish): unknown {
  if (recorded !== undefined) return recorded;
  const { examples } = blueprint;
  const alike = examples.filter((example) => (example.algorithm ?? 'remote') === (algorithm ?? 'remote'));
  const found = alike.find((example) => isSameValue(example.input, input)) ?? alike[0] ?? examples[0];
  if (found) return found.recorded;
  const message = "Nothing to answer with: give the service's answer, or send the call.";
  throw illegalArgument(`recorded: ${message}`, { fields: [{ path: 'recorded', message }] });
}

/** One call to the service, through all that guards such calls. */
async function askService(caller: Caller, wish: RecordWish, ports: TryPorts): Promise<{ recorded: unknown } | NotRecorded> {
  const { blueprint, answers, connector_id, signal } = wish;
  const { credential, ...connector } = answerQuestions(blueprint, answers);
  const given = Object.entries(credential).filter(([name, value]) => value !== `<${name}>`);
  if (connector_id === undefined) assertAllGiven(credential);
  const draft = { ...connector, credential: Object.fromEntries(given), ...(connector_id !== undefined && { connector_id }) };
  const bodies: string[] = [];
  const { executor } = ports;
  const send: TryPorts['executor']['send'] = async (request, options) => {
    const reply = await executor.send(request, options);
    bodies.push(reply.body);
    return reply;
  };
  const result = await sendPrediction(
    caller,
    { ...requestFor(blueprint, wish), target: { draft: readJson(JSON.stringify(draft)) }, mode: 'send', blueprint, signal },
    { ...ports, executor: { judge: executor.judge, preview: executor.preview, stream: executor.stream, send } },
  );
  const { ending, outcome, failed_step } = result;
  if (ending && 'failure' in ending) {
    return { outcome: outcome === 'cancelled' ? 'cancelled' : 'failed', failed_step, failure: ending.failure };
  }
  return { recorded: jsonIn(bodies.at(-1) ?? '') };
}

function assertAllGiven(credential: Readonly<Record<string, string>>): void {
  const open = Object.entries(credential).flatMap(([name, value]) => (value === `<${name}>` ? [name] : []));
  if (open.length === 0) return;
  const fields = open.map((name) => ({
    path: `answers.credential.${name}`,
    message: 'The service wants it. It is used for this call and kept nowhere.',
  }));
  throw illegalArgument(`The credential is not given: ${open.join(', ')}`, { fields });
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw illegalArgument('The service did not answer with JSON, and an example holds JSON.');
  }
}

async function makeExample(caller: Caller, wish: RecordWish, answer: unknown, ports: TryPorts): Promise<Recorded | NotRecorded> {
  const { blueprint, answers, algorithm, signal } = wish;
  const known = Object.entries(answers).flatMap(([key, value]) => (key.startsWith('credential.') ? [value] : []));
  const [input, full] = [maskSecrets(wish.input, known), maskSecrets(answer, known)];
  const short = shortenVectors(full.value);
  const call = (recorded: unknown) =>
    // as: JSON whose texts were changed is JSON still
    ({ ...(algorithm && { algorithm }), input: input.value, recorded }) as Pick<BlueprintExample, 'algorithm' | 'input' | 'recorded'>;
  const run = (recorded: unknown) => runOnMock(caller, blueprint, call(recorded), signal, ports);
  // Where something counts on the length of a list, the answer stays as it came.
  const first = await run(short.value);
  const isWhole = 'reason' in first && short.count > 0;
  const outcome = isWhole ? await run(full.value) : first;
  if ('reason' in outcome) return { outcome: 'failed', failed_step: outcome.step, failure: outcome.failure };
  const title = wish.title ?? `Example ${blueprint.examples.length + 1}`;
  return {
    outcome: 'answered',
    example: { title, ...call(isWhole ? full.value : short.value), expected: outcome.expected },
    shortened: isWhole ? 0 : short.count,
    masked: input.count + full.count,
  };
}
