import { describe, test } from 'vitest';
import { parseJson } from '#lib/json/read-json.ts';
import { isValidJsonPath, readPath } from '#lib/predict/json-path.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';
import { toPlain } from './plain-json.ts';

const operations: Operations = {
  isValidJsonPath: ({ path }) => ({ result: isValidJsonPath(path) }),
  jsonPathRead: ({ jsonText, path }) => ({ value: toPlain(readPath(parseJson(jsonText), path)) }),
};

describe.skipIf(!hasSharedMaterial)('vectors of jsonpath', () => {
  for (const vector of vectors('jsonpath')) test(vector.id, () => checkVector(vector, operations));
});
