import { describe, test } from 'vitest';
import { postProcessFunctions } from '#lib/functions/post-process.ts';
import { dataTypeOfPath } from '#lib/predict/data-type.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';
import { fromPlain } from './plain-json.ts';
import { toPlainTensor } from './plain-tensors.ts';

const named = (name: string) => {
  const found = postProcessFunctions.get(name);
  if (!found) throw new Error(`no function ${name}`);
  return found;
};

const operations: Operations = {
  postFunction: ({ function: name, input, dataType }) => ({ tensors: named(name).run(fromPlain(input), dataType).map(toPlainTensor) }),
  isBuiltinPost: ({ name }) => ({ result: postProcessFunctions.has(name) }),
  builtinPostNames: () => ({ names: [...postProcessFunctions.keys()].sort() }),
  defaultResponseFilter: ({ function: name }) => {
    const path = named(name).default_path;
    return { path, dataTypeFromPath: dataTypeOfPath(path) };
  },
};

describe.skipIf(!hasSharedMaterial)('vectors of post_functions', () => {
  for (const vector of vectors('post_functions')) test(vector.id, () => checkVector(vector, operations));
});
