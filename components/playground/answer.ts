import type { Prediction } from '#lib/client/predictions.ts';
import type { UpstreamReply } from '#lib/predict/ports.ts';

/** What the service said: the output of the last call's step *send*. */
export function replyOf(prediction: Prediction): Pick<UpstreamReply, 'status' | 'headers' | 'body'> | undefined {
  const output = prediction.trace.steps.find(({ name }) => name === 'send')?.output;
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

/** Offers a text as a file. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
