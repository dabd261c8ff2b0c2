import type { Parameters } from '#lib/functions/dataset.ts';
import { parameterMap } from '#lib/json/parameter-map.ts';
import { givenParameters } from '#lib/template/escape-parameters.ts';
import { mergeParameters, type ParameterSet, type Values } from '#lib/template/parameter-set.ts';
import type { PredictInput } from './predict-input.ts';

export type CallParameters = {
  /** What the templates are filled with. */
  all: ParameterSet;
  /** What the caller sent, escaped; it wins over whatever a pre-process function makes. */
  own: ParameterSet | null;
};

/**
 * What the connector has and what the call brings: request over algorithm over connector (predict.md §5, steps 1–3). Only what comes
 * with the call is escaped.
 */
export function callParameters(saved: ParameterSet, { dataset, parameters }: PredictInput): CallParameters {
  const own = dataset.type === 'remote' && dataset.parameters ? givenParameters(dataset.parameters, 'call') : null;
  const ofAlgorithm = parameters && givenParameters(parameterMap(parameters), 'call');
  return { all: mergeParameters(saved, ...[own, ofAlgorithm].filter((set) => set !== null && set !== undefined)), own };
}

/** Adds what a pre-process function made, but never over the caller's own values (predict.md §5, steps 4 and 5). */
export function addPreProcessed({ all, own }: CallParameters, made: Parameters): ParameterSet {
  const escaped = givenParameters(made, 'pre_process');
  return own ? mergeParameters(all, escaped, own) : mergeParameters(all, escaped);
}

/**
 * What came with this call, whoever made it, as it came: these values may not lead a request elsewhere (threats.md §2.2 `param`, `scope`).
 */
export function runtimeValues({ marks }: ParameterSet): Values {
  const values = new Map<string, string | null>();
  for (const [name, { raw }] of marks) values.set(name, raw);
  return values;
}

/** Where each value comes from, for people. */
export const originsOf = ({ values, marks }: ParameterSet): Record<string, string> =>
  Object.fromEntries([...values.keys()].map((name) => [name, marks.get(name)?.origin ?? 'connector']));
