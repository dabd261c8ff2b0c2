import { illegalArgument, StudioError } from '#lib/errors.ts';
import { javaDouble } from '#lib/json/java-number.ts';
import { isObject, type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { parameterMap, parameterText } from '#lib/json/parameter-map.ts';
import { readLenientJson } from '#lib/template/lenient-json.ts';
import type { Dataset, Parameters } from './dataset.ts';
import type { RunScript } from './script.ts';

type Script = { source: string; runScript: RunScript };

/**
 * Runs a pre-process script over documents (functions.md §4.1).
 * @param input the input as JSON, with its documents already escaped; null when there is none
 * @param asText every member reaches the script as text
 * @returns the parameters of the call, not yet escaped
 */
export function scriptOverInput(input: JsonObject | null, { source, runScript }: Script, asText: boolean): Parameters {
  if (input === null) throw illegalArgument("Preprocess function input can't be null");
  const params = withDoubles(input);
  return parametersOf(runScript(source, asText ? parameterMap(params) : params));
}

/**
 * Runs a pre-process script over the parameters of the request (functions.md §4.2).
 * @param asObjects a parameter that is JSON reaches the script as object or list
 */
export function scriptOverParameters(dataset: Dataset | null, { source, runScript }: Script, asObjects: boolean): Parameters {
  if (dataset === null) throw illegalArgument("Preprocess function input can't be null");
  if (dataset.type !== 'remote') throw illegalArgument('This pre_process_function can only support RemoteInferenceInputDataSet');
  const entries = [...(dataset.parameters ?? [])].map(([name, value]): [string, Json] => [name, asObjects ? objectOf(value) : value]);
  return parametersOf(runScript(source, new Map(entries)));
}

const objectOf = (value: string | null): Json => withDoubles(readLenientJson(value ?? '') ?? value);

/** What a script returned: `{"parameters": {…}}`. Values that are no text become JSON text in which every number is a double. */
function parametersOf(result: string | null): Parameters {
  if (result === null) throw illegalArgument('Preprocess function output is null');
  const object = readLenientJson(result);
  if (!isObject(object)) {
    // ML Commons answers 500; it is the script that can be mended.
    throw new StudioError('json_syntax_exception', 400, 'The result of the pre-process function is not a JSON object with "parameters"');
  }
  const parameters = object.get('parameters');
  return isObject(parameters) ? new Map([...parameters].map(([name, value]) => [name, parameterText(withDoubles(value))])) : new Map();
}

/** Gson reads every number as a double. */
function withDoubles(value: Json): Json {
  if (value instanceof JsonNumber) return new JsonNumber(javaDouble(value.value));
  if (Array.isArray(value)) return value.map(withDoubles);
  return isObject(value) ? new Map([...value].map(([name, member]) => [name, withDoubles(member)])) : value;
}
