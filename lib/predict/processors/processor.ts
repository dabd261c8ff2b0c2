import { illegalArgument, isStudioError } from '#lib/errors.ts';
import type { Json, JsonObject } from '#lib/json/json.ts';
import { writeJavaJson } from '#lib/json/write-json.ts';
import { readDocument } from '../read-document.ts';
import { isSpent, spendText, type WorkBudget } from '../work-budget.ts';

/** One step of a chain. It leaves its input alone and gives what the next step gets. */
export type Processor = (input: Json, budget: WorkBudget) => Json;

/**
 * Reads a processor's configuration.
 * @param nested makes the processors of a member that holds one or a list of them
 * @throws StudioError 400 for a wrong configuration, in ML Commons' words
 */
export type MakeProcessor = (config: JsonObject, nested: (config: Json | undefined) => Processor[]) => Processor;

/** Text as it is, anything else as JSON text with Java's numbers (predict.md §1.8). */
export const toText = (value: Json): string => (typeof value === 'string' ? value : writeJavaJson(value));

/** What a path is applied to: text is read as JSON, leniently. */
export function documentOf(input: Json, budget: WorkBudget): Json {
  if (typeof input !== 'string') return input;
  spendText(budget, input);
  return readDocument(input);
}

export function applyProcessors(processors: readonly Processor[], input: Json, budget: WorkBudget): Json {
  return processors.reduce((value, processor) => processor(value, budget), input);
}

/** A processor that fails passes something else on; only running out of budget stops the chain. */
export function attempt(budget: WorkBudget, work: () => Json, otherwise: () => Json): Json {
  try {
    return work();
  } catch (error) {
    if (isSpent(budget) || !isStudioError(error)) throw error;
    return otherwise();
  }
}

export function requiredText(config: JsonObject, name: string, type: string): string {
  const value = config.get(name);
  if (value === undefined) throw illegalArgument(`'${name}' is required for ${type} processor`);
  if (value === null || (typeof value === 'string' && value.trim() === '')) {
    throw illegalArgument(`'${name}' cannot be empty for ${type} processor`);
  }
  if (typeof value !== 'string') throw illegalArgument(`'${name}' must be a string for ${type} processor`);
  return value;
}

export function requiredProcessors(config: JsonObject, type: string, nested: (config: Json | undefined) => Processor[]): Processor[] {
  if (!config.has('processors')) throw illegalArgument(`'processors' is required for ${type} processor`);
  const processors = nested(config.get('processors'));
  if (processors.length === 0) throw illegalArgument(`'processors' list cannot be empty for ${type} processor`);
  return processors;
}
