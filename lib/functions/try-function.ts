import { isStudioError, type StudioError } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import { prettyJson } from '#lib/json/write-json.ts';
import { callParameters } from '#lib/predict/call-parameters.ts';
import { chunk } from '#lib/predict/chunk.ts';
import { preProcess } from '#lib/predict/pre-process-input.ts';
import type { PredictInput } from '#lib/predict/predict-input.ts';
import { processOutput } from '#lib/predict/process-output.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { outputObject } from '#lib/predict/render-tensors.ts';
import { savedParameters } from '#lib/template/parameter-set.ts';
import type { RunScript } from './script.ts';

/** Line and column from 1, where a script is to blame. */
export type FaultPlace = { line: number; column: number };

/** What came of one run. `calls`: how many calls an input is split into; the output is that of the first. */
export type TriedFunction =
  | { kind: 'done'; output: string; names: readonly string[]; calls: number }
  | { kind: 'failed'; message: string; place?: FaultPlace /** It has not come to an end yet: ask again. */; isPending?: true };

type Saved = Readonly<Record<string, string>>;

/** What a built-in function or a script makes of the input of a call: the code of a prediction, up to its parameters. */
export function tryPreProcess(
  text: string,
  sample: { algorithm: string; body: string },
  saved: Saved,
  runScript: RunScript,
): TriedFunction {
  return tried(() => {
    const input = readPredictInput(readJson(sample.body), sample.algorithm);
    const action = text === '' ? {} : { pre_process_function: text };
    const { first, calls } = firstCall(input, action, saved);
    const { all } = callParameters(savedParameters(saved), input);
    const made = preProcess(first, { action, action_name: 'PREDICT', parameters: all.values, runScript });
    const names = [...(made?.keys() ?? [])];
    return { output: prettyJson(new Map([['parameters', new Map(made ?? [])]])), names, calls };
  });
}

function firstCall(input: PredictInput, action: { pre_process_function?: string }, saved: Saved) {
  if (input.dataset.type !== 'text_docs') return { first: input, calls: 1 };
  const parts = chunk(input.dataset.docs, { action, action_name: 'PREDICT', connector_parameters: saved });
  return { first: { ...input, dataset: { ...input.dataset, docs: parts[0] ?? [] } }, calls: Math.max(parts.length, 1) };
}

/** What a built-in function or a script makes of an answer: the code of a prediction, from the body of the answer on. */
export function tryPostProcess(text: string, answer: string, saved: Saved, runScript: RunScript): TriedFunction {
  return tried(() => {
    const parameters = new Map(Object.entries(saved));
    const action = text === '' ? {} : { post_process_function: text };
    const output = processOutput(answer, { action, action_name: 'PREDICT', parameters, runScript });
    return { output: prettyJson(outputObject([{ output, status_code: 200 }])), names: [], calls: 1 };
  });
}

function tried(run: () => { output: string; names: readonly string[]; calls: number }): TriedFunction {
  try {
    return { kind: 'done', ...run() };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    const place = placeOf(thrown);
    return { kind: 'failed', message: wordsOf(thrown), ...(place && { place }), ...(thrown.status === 503 && { isPending: true }) };
  }
}

const wordsOf = (error: StudioError): string => {
  const cause = isStudioError(error.cause) ? error.cause.message : '';
  return cause === '' ? error.message.replace(/\n at \[Source: .*$/s, '') : `${error.message}: ${cause}`;
};

function placeOf({ details }: StudioError): FaultPlace | undefined {
  const position = plainPosition(details?.position);
  return typeof position?.line === 'number' && typeof position.column === 'number'
    ? { line: position.line, column: position.column }
    : undefined;
}

const plainPosition = (position: unknown) => position as Partial<FaultPlace> | undefined; // written by scriptError
