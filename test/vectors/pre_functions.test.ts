import { describe, test } from 'vitest';
import type { Dataset, Parameters } from '#lib/functions/dataset.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import { makeRunScript } from '#lib/functions/script.ts';
import { scriptOverInput, scriptOverParameters } from '#lib/functions/script-pre-process.ts';
import { processInput } from '#lib/predict/pre-process-input.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';
import { fromPlain } from './plain-json.ts';

type Given = Vector['given'];

const mapOf = (object: Record<string, string | null> | null | undefined): Parameters => new Map(Object.entries(object ?? {}));

const datasetOf = (given: Given): Dataset | null =>
  given?.type === 'remote' ? { ...given, parameters: given.parameters && mapOf(given.parameters) } : given;

const plain = (parameters: Parameters | null) => ({ parameters: parameters && Object.fromEntries(parameters) });

function runScript({ kind, dataset, convertInputToJsonString = false, scriptReturns }: Given) {
  const script = { source: 'a script', runScript: () => scriptReturns };
  if (kind === 'remote') return plain(scriptOverParameters(datasetOf(dataset), script, false));
  const input = dataset && fromPlain({ algorithm: 'TEXT_EMBEDDING', text_docs: dataset.docs });
  return plain(scriptOverInput(input, script, convertInputToJsonString));
}

const operations: Operations = {
  preFunction: ({ function: name, dataset }) => plain(preProcessFunctions.get(name)?.run(datasetOf(dataset)) ?? null),
  processInput: ({ input, dataset, action, actionName = 'PREDICT', parameters }) =>
    plain(
      processInput(input === null ? null : { algorithm: 'REMOTE', dataset: datasetOf(dataset) as Dataset }, {
        action: action ?? undefined,
        action_name: actionName,
        parameters: mapOf(parameters),
        runScript: makeRunScript(() => 0),
      }),
    ),
  scriptPreFunction: runScript,
  isBuiltinPre: ({ name }) => ({ result: preProcessFunctions.has(name) }),
  builtinPreNames: () => ({ names: [...preProcessFunctions.keys()].sort() }),
};

/** Members named in `parametersJson` are JSON texts that are compared as values. */
const reading =
  (run: (given: Given) => unknown, names: string[]) =>
  (given: Given): unknown => {
    const { parameters } = run(given) as { parameters: Record<string, string> };
    const json = Object.fromEntries(names.map((name) => [name, JSON.parse(parameters[name] ?? 'null')]));
    const rest = Object.entries(parameters).filter(([name]) => !names.includes(name));
    return { parameters: Object.fromEntries(rest), parametersJson: json };
  };

describe.skipIf(!hasSharedMaterial)('vectors of pre_functions', () => {
  for (const vector of vectors('pre_functions')) {
    const names = Object.keys(vector.expect.parametersJson ?? {});
    const run = operations[vector.op];
    test(vector.id, () => checkVector(vector, names.length > 0 && run ? { [vector.op]: reading(run, names) } : operations));
  }
});
