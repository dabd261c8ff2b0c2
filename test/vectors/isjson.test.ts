import { describe, test } from 'vitest';
import { isJson, isJsonOrNdjson } from '#lib/template/is-json.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const operations: Operations = {
  isJson: ({ text }) => ({ result: isJson(text) }),
  isJsonOrNdjson: ({ text }) => ({ result: isJsonOrNdjson(text) }),
};

describe.skipIf(!hasSharedMaterial)('vectors of isjson', () => {
  for (const vector of vectors('isjson')) test(vector.id, () => checkVector(vector, operations));
});
