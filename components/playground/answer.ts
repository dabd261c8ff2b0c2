import type { Prediction } from '#lib/client/predictions.ts';
import type { UpstreamReply } from '#lib/predict/ports.ts';
import type { Attempt } from '#lib/predict/send-request.ts';
import type { Step } from '#lib/predict/trace.ts';

export type Reply = Pick<UpstreamReply, 'status' | 'headers' | 'body'>;

const sendStep = ({ trace }: Prediction): Step | undefined => trace.steps.find(({ name }) => name === 'send');

/** The attempts of the step *send*, in order. */
export const attemptsOf = (prediction: Prediction): readonly Attempt[] =>
  (sendStep(prediction)?.detail as { attempts?: Attempt[] } | undefined)?.attempts ?? []; // as: written by the server's step of that name

/** What the service said last: the output of the step *send*, or what its last attempt was refused with. */
export function replyOf(prediction: Prediction): Reply | undefined {
  const output = sendStep(prediction)?.output ?? attemptsOf(prediction).at(-1);
  if (typeof output !== 'object' || output === null || !('body' in output)) return undefined;
  const { status, headers, body } = output as { status: number; headers?: Record<string, string>; body: unknown }; // as: written by that step
  return { status, headers: headers ?? {}, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

type Tensor = { dataAsMap?: Record<string, unknown> };
type Rendered = { inference_results?: { output?: Tensor[] }[] };

const textPlaces: ((data: Record<string, unknown>) => unknown)[] = [
  (data) => data.response,
  (data) => data.completion,
  (data) => at(data, 'choices', 0, 'message', 'content'),
  (data) => at(data, 'output', 'message', 'content', 0, 'text'),
  (data) => at(data, 'content', 0, 'text'),
  (data) => at(data, 'message', 'content'),
];

function at(value: unknown, ...path: (string | number)[]): unknown {
  let found = value;
  for (const step of path)
    found = typeof found === 'object' && found !== null ? (found as Record<string | number, unknown>)[step] : undefined;
  return found;
}

/** The words of an answer of a language model, where the usual places hold some. */
export function answerText(response: unknown): string | undefined {
  const texts = ((response as Rendered | null)?.inference_results ?? [])
    .flatMap(({ output }) => output ?? [])
    .map(({ dataAsMap }) => dataAsMap && textPlaces.map((place) => place(dataAsMap)).find((text) => typeof text === 'string'));
  const found = texts.filter((text): text is string => typeof text === 'string');
  return found.length > 0 ? found.join('\n\n') : undefined;
}

type Usage = NonNullable<Prediction['usage']>;

/** Spellings of a `usage` block that services share. */
const usageNames = {
  input: ['prompt_tokens', 'input_tokens', 'inputTokens'],
  output: ['completion_tokens', 'output_tokens', 'outputTokens'],
  total: ['total_tokens', 'totalTokens'],
} as const;

/** Tokens that the service counted: where the blueprint says so, else in the `usage` block of the answer. */
export function tokensOf(prediction: Prediction, reply: Reply | undefined): Usage | undefined {
  const usage: Usage = { ...(prediction.usage ?? usageIn(reply?.body)) };
  if (usage.total === undefined && usage.input !== undefined) usage.total = usage.input + (usage.output ?? 0);
  return Object.keys(usage).length > 0 ? usage : undefined;
}

function usageIn(body: string | undefined): Usage {
  const block = at(readOr(body), 'usage');
  const usage: Usage = {};
  for (const kind of ['input', 'output', 'total'] as const) {
    const count = usageNames[kind].map((name) => at(block, name)).find((value) => typeof value === 'number');
    if (typeof count === 'number') usage[kind] = count;
  }
  return usage;
}

function readOr(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // no JSON: nothing is counted in it
  }
}

/** `31 tokens (12 in, 19 out)` */
export function tokenWords({ input, output, total }: Usage): string {
  const parts = [input !== undefined && `${input} in`, output !== undefined && `${output} out`].filter(Boolean);
  const all = `${(total ?? output ?? 0).toLocaleString('en')} tokens`;
  return parts.length > 1 ? `${all} (${parts.join(', ')})` : all;
}

/** Offers a text as a file. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
