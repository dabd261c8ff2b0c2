import { describe, test } from 'vitest';
import { savedParameters } from '#lib/template/parameter-set.ts';
import { substitute } from '#lib/template/substitute.ts';
import { toStringKeys, withToStringParameters } from '#lib/template/to-string-parameters.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const operations: Operations = {
  collectToStringKeys: ({ parameters }) => ({ keys: [...toStringKeys(new Map(Object.entries(parameters)))].sort(), ordered: false }),
  addToStringParams: ({ parameters, template }) => {
    const { values } = withToStringParameters(savedParameters(parameters));
    const added = Object.fromEntries([...values].filter(([name]) => !Object.hasOwn(parameters, name)));
    return { added, text: substitute(template, values) };
  },
};

describe.skipIf(!hasSharedMaterial)('vectors of to_string_params', () => {
  for (const vector of vectors('to_string_params')) test(vector.id, () => checkVector(vector, operations));
});
