import { describe, expect, test } from 'vitest';
import { readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { aboutModel } from '#lib/predict/about-model.ts';
import { actionTypeOfPath } from '#lib/predict/action-type-of-path.ts';
import { assertFeaturesOn } from '#lib/predict/assert-features-on.ts';
import { inputObject } from '#lib/predict/predict-input.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const plainMap = (map: ReadonlyMap<string, unknown>) => Object.fromEntries(map);

/** A dataset as vectors write it. */
function plainDataset(dataset: ReturnType<typeof readPredictInput>['dataset']) {
  if (dataset.type !== 'remote') return dataset;
  return { ...dataset, parameters: dataset.parameters && plainMap(dataset.parameters), action_type: dataset.action_type ?? null };
}

function parseInput({ algorithm, jsonText }: Vector['given']) {
  const { dataset, parameters } = readPredictInput(readJson(jsonText), algorithm);
  return { dataset: plainDataset(dataset), ...(parameters && { algoParams: plainMap(parameters) }) };
}

function renderInput({ algorithm, dataset }: Vector['given']) {
  const parameters = dataset.parameters && new Map(Object.entries<string>(dataset.parameters));
  return { text: writeJson(inputObject({ algorithm, dataset: dataset.type === 'remote' ? { ...dataset, parameters } : dataset })) };
}

function restChecks({ path, modelFunction, flags }: Vector['given']) {
  const actionType = actionTypeOfPath(path);
  assertFeaturesOn(
    { algorithm: modelFunction, action_type: actionType },
    { remote_inference: flags.remoteInferenceEnabled, local_model: flags.localModelEnabled, offline_batch: flags.offlineBatchEnabled },
  );
  return { actionType };
}

const operations: Operations = {
  restActionType: ({ path }) => ({ text: actionTypeOfPath(path).toLowerCase() }),
  restChecks,
  parseInput,
  renderInput,
  modelErrorMessage: ({ message, modelId, hidden }) => ({ text: aboutModel(message, { id: modelId, is_hidden: hidden }) }),
};

test.skipIf(!hasSharedMaterial)('the vectors of rest are there', () => {
  expect(vectors('rest').length).toBeGreaterThan(25);
});

describe('vectors of rest', () => {
  for (const vector of vectors('rest')) test(vector.id, () => checkVector(vector, operations));
});
