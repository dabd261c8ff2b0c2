import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { Parameters } from '#lib/functions/dataset.ts';
import { type PostProcessFunction, postProcessFunctions } from '#lib/functions/post-process.ts';
import type { RunScript } from '#lib/functions/script.ts';
import { fromJson } from '#lib/json/from-json.ts';
import type { Json, JsonObject } from '#lib/json/json.ts';
import { fillFunctionText } from '#lib/template/fill-function-text.ts';
import { isJson } from '#lib/template/is-json.ts';
import { dataTypeOfPath } from './data-type.ts';
import { isPathNotFound } from './json-path/path-error.ts';
import { readPath } from './json-path.ts';
import { parseResponse } from './parse-response.ts';
import { processorConfigs, runProcessors } from './processors/make-processors.ts';
import { readDocument } from './read-document.ts';
import { type StepRunner, untraced } from './step-runner.ts';
import type { Tensor } from './tensor.ts';
import { countTokens, type TokenCounter } from './usage.ts';

export type OutputContext = {
  action: Pick<ConnectorAction, 'post_process_function'> | undefined;
  /** As the caller named it: `PREDICT`. */
  action_name: string;
  parameters: Parameters;
  runScript: RunScript;
  /** The verdict of an output guardrail, if there is one. */
  guardrail_accepts?: boolean;
  /** Setting plugins.ml_commons.max_json_size, bytes. */
  max_json_size?: number;
  /** Counts the tokens of the answer once it is read. */
  tokens?: TokenCounter | undefined;
};

/** An answer, read: `root` is what paths start from; `map` has an array wrapped under `result`, as scripts see it. */
type Answer = { text: string; root: Json; map: JsonObject };

/**
 * Turns the body of a remote answer into tensors: parse, filter, post-process, output (predict.md §13).
 * @throws StudioError 400 in ML Commons' words; failures of other types surface as 500 (see handleResponse)
 */
export function processOutput(body: string | null, context: OutputContext, steps: StepRunner = untraced): Tensor[] {
  if (body === null) throw illegalArgument('model response is null');
  if (context.guardrail_accepts === false) throw illegalArgument('guardrails triggered for LLM output');
  if (!context.action) throw illegalArgument(`no ${context.action_name} action found`);
  const source = context.action.post_process_function;
  const text = source === undefined ? undefined : fillFunctionText(source, context.parameters);
  const builtIn = text === undefined ? undefined : postProcessFunctions.get(text);
  if (builtIn) return runBuiltIn(body, builtIn, context, steps);
  const answer = steps.run('parse', body, () => readAnswer(body, context.max_json_size));
  if (context.tokens) countTokens(context.tokens, answer.root);
  return text === undefined ? withoutFunction(answer, context, steps) : withScript(answer, text, context, steps);
}

function runBuiltIn(
  body: string,
  builtIn: PostProcessFunction,
  { parameters, tokens: counter }: OutputContext,
  steps: StepRunner,
): Tensor[] {
  const filter = parameters.get('response_filter') ?? '';
  const path = filter.trim() === '' ? builtIn.default_path : filter;
  const root = steps.run('parse', body, () => readDocument(body));
  if (counter) countTokens(counter, root);
  const value = steps.run('filter', path, () => readPath(root, path));
  const tensors = steps.run('post_process', value, () => builtIn.run(value, dataTypeOfPath(path)));
  return steps.run('output', tensors, () => tensors);
}

function withoutFunction(answer: Answer, { parameters }: OutputContext, steps: StepRunner): Tensor[] {
  const filter = filterOf(parameters);
  if (filter === null) steps.skip('filter', 'There is no response_filter.');
  const filtered = filter === null ? answer.text : steps.run('filter', filter, () => readOr(answer.text, answer.root, filter));
  const value = runChain(parameters, filtered, steps);
  return steps.run('output', value, () => parseResponse(value, false, value === answer.text ? answer.root : undefined));
}

function runChain(parameters: Parameters, filtered: Json, steps: StepRunner): Json {
  if (processorConfigs(parameters, 'output_processors').length > 0) {
    return steps.run('post_process', filtered, () => runProcessors(parameters, 'output_processors', filtered));
  }
  steps.skip('post_process', 'The action has no post_process_function.');
  return filtered;
}

/** The filter works on the text that the script returned, so both are one step. */
function withScript(answer: Answer, source: string, { parameters, runScript }: OutputContext, steps: StepRunner): Tensor[] {
  steps.skip('filter', 'A script post-processes the answer, so response_filter works on what it returns.');
  const work = () => {
    const returned = runScript(source, answer.map);
    const text = returned ?? answer.text;
    const filter = filterOf(parameters);
    const filtered = filter === null ? text : readOr(text, readDocument(text), filter);
    return { value: runProcessors(parameters, 'output_processors', filtered), isTensorJson: returned !== null && isJson(returned) };
  };
  const { value, isTensorJson } = steps.run('post_process', answer.map, work, (result) => result.value);
  return steps.run('output', value, () => parseResponse(value, isTensorJson));
}

const filterOf = (parameters: Parameters): string | null => parameters.get('response_filter') ?? null;

/** What the path finds; the whole text where it leads nowhere or to null. */
function readOr(text: string, root: Json, path: string): Json {
  try {
    return readPath(root, path) ?? text;
  } catch (error) {
    if (isPathNotFound(error)) return text;
    throw error;
  }
}

function readAnswer(text: string, maxSize: number | undefined): Answer {
  const map = fromJson(text, 'result', maxSize);
  return { text, map, root: /^\s*\[/.test(text) ? (map.get('result') ?? null) : map };
}
