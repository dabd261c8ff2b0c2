import { illegalArgument } from '#lib/errors.ts';
import type { Parameters } from '#lib/functions/dataset.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { readLenientJson } from '#lib/template/lenient-json.ts';
import { newChainBudget } from '../work-budget.ts';
import { makeConditional } from './conditional.ts';
import { makeExtractJson } from './extract-json.ts';
import { makeForEach, makeJsonPathFilter, makeProcessAndSet, makeRemoveJsonPath, makeSetField } from './path-processors.ts';
import { applyProcessors, type MakeProcessor, type Processor, toText } from './processor.ts';
import { makeRegexCapture, makeRegexReplace } from './regex.ts';
import { makeToString } from './to-string.ts';

const makers: ReadonlyMap<string, MakeProcessor> = new Map([
  ['conditional', makeConditional],
  ['extract_json', makeExtractJson],
  ['for_each', makeForEach],
  ['jsonpath_filter', makeJsonPathFilter],
  ['process_and_set', makeProcessAndSet],
  ['regex_capture', makeRegexCapture],
  ['regex_replace', makeRegexReplace],
  ['remove_jsonpath', makeRemoveJsonPath],
  ['set_field', makeSetField],
  ['to_string', makeToString],
]);

/** The types of processors that exist, for lists. */
export const processorTypes: readonly string[] = [...makers.keys()];

/** Parameters that hold a chain: over the payload before it is sent, and over the answer. */
export type ChainName = 'input_processors' | 'output_processors';

/**
 * The processors of one configuration or a list of them (predict.md §13.5).
 * @throws StudioError 400 for a wrong configuration
 */
export function makeProcessors(config: Json | undefined): Processor[] {
  if (isObject(config)) return [makeProcessor(config)];
  return Array.isArray(config) ? config.map(makeProcessor) : [];
}

function makeProcessor(config: Json): Processor {
  if (!isObject(config)) throw illegalArgument('A processor must be an object with a type');
  const type = toText(config.get('type') ?? null);
  const make = makers.get(type.toLowerCase());
  if (!make) throw illegalArgument(`Invalid ML processor type: ${type}`);
  return make(config, makeProcessors);
}

/** The chain that a parameter configures; a text that is no JSON list of objects configures none, as in ML Commons. */
export function processorConfigs(parameters: Parameters | null, name: string): JsonObject[] {
  const configs = readLenientJson(parameters?.get(name) ?? '');
  return Array.isArray(configs) && configs.every(isObject) ? configs : [];
}

/**
 * Runs the chain that a parameter configures; without one the input is the result.
 * @throws StudioError 400 for a wrong configuration or too much work
 */
export function runProcessors(parameters: Parameters, name: ChainName, input: Json): Json {
  return applyProcessors(makeProcessors(processorConfigs(parameters, name)), input, newChainBudget());
}
