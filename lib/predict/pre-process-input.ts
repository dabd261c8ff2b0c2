import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { Dataset, Parameters } from '#lib/functions/dataset.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import type { RunScript } from '#lib/functions/script.ts';
import { scriptOverInput, scriptOverParameters } from '#lib/functions/script-pre-process.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { processTextDoc } from '#lib/template/escape-json.ts';
import { escapeParameters } from '#lib/template/escape-parameters.ts';
import { fillFunctionText } from '#lib/template/fill-function-text.ts';
import { inputObject, type PredictInput } from './predict-input.ts';

export type InputContext = {
  action: Pick<ConnectorAction, 'pre_process_function'> | undefined;
  /** As the caller named it: `PREDICT`. */
  action_name: string;
  /** The parameters merged so far: connector, request, algorithm. */
  parameters: Parameters;
  runScript: RunScript;
};

/**
 * Runs the pre-process function of an action, the default one for text documents, and escapes what it gives (predict.md §5.2–5.4).
 * @returns the parameters to merge; null for a request without any
 * @throws StudioError 400 when the input does not fit
 */
export function processInput(input: PredictInput | null, context: InputContext): Parameters | null {
  const made = preProcess(input, context);
  return made && escapeParameters(made);
}

/** As processInput, not yet escaped. */
export function preProcess(input: PredictInput | null, context: InputContext): Parameters | null {
  if (input === null) throw illegalArgument('Input is null');
  if (!context.action) throw illegalArgument(`no ${context.action_name} action found`);
  const source = preProcessFunctionOf(context.action, input.dataset);
  return source === undefined ? withoutFunction(input.dataset) : withFunction(source, input, context);
}

/** The function that an action runs over a dataset; none is fine for remote parameters only. */
export const preProcessFunctionOf = (action: Pick<ConnectorAction, 'pre_process_function'>, dataset: Dataset): string | undefined =>
  action.pre_process_function ?? (dataset.type === 'text_docs' ? 'connector.pre_process.default.embedding' : undefined);

function withoutFunction(dataset: Dataset): Parameters | null {
  if (dataset.type !== 'remote') throw illegalArgument('pre_process_function not defined in connector');
  return dataset.parameters;
}

function withFunction(source: string, input: PredictInput, { parameters, runScript }: InputContext): Parameters | null {
  const text = fillFunctionText(source, parameters);
  const builtIn = preProcessFunctions.get(text);
  if (builtIn) return builtIn.run(input.dataset);
  const isOn = (name: string) => parameters.get(`pre_process_function.${name}`)?.toLowerCase() === 'true';
  const script = { source: text, runScript };
  if (input.dataset.type !== 'remote') return scriptOverInput(scriptInput(input), script, isOn('convert_input_to_json_string'));
  if (!isOn('process_remote_inference_input')) return input.dataset.parameters;
  const given = input.dataset.parameters && escapeParameters(input.dataset.parameters);
  return scriptOverParameters({ ...input.dataset, parameters: given }, script, isOn('convert_remote_inference_param_to_object'));
}

/** Scripts glue documents between quotes, so they get them escaped. */
function scriptInput(input: PredictInput) {
  const json = parseJson(writeJson(inputObject({ ...input, dataset: escapedDocs(input.dataset) })));
  return json instanceof Map ? json : null;
}

function escapedDocs(dataset: Dataset): Dataset {
  const escaped = (docs: readonly (string | null)[]) => docs.map((doc) => doc && processTextDoc(doc));
  if (dataset.type === 'text_docs') return { ...dataset, docs: escaped(dataset.docs) };
  if (dataset.type !== 'text_similarity') return dataset;
  return { ...dataset, query_text: processTextDoc(dataset.query_text) ?? '', text_docs: escaped(dataset.text_docs) };
}
