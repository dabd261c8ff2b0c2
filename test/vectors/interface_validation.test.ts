import { describe, test } from 'vitest';
import { StudioError } from '#lib/errors.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { interfaceInstance, isInputChecked } from '#lib/predict/model-interface.ts';
import { schemaProblems } from '#lib/predict/schema-problems.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const operations: Operations = {
  interfaceInstance: ({ instanceText, schemaText }) => ({
    text: writeJson(interfaceInstance(parseJson(instanceText), parseJson(schemaText))),
  }),
  validateSchema: ({ schemaText, instanceText }) => {
    const problems = schemaProblems(schemaText, parseJson(instanceText));
    if (problems.length > 0) throw new StudioError('parse_exception', 400, problems.join(', '));
    return { ok: true };
  },
  inputSchemaChecked: ({ actionType }) => ({ result: isInputChecked(actionType) }),
};

describe.skipIf(!hasSharedMaterial)('vectors of interface_validation', () => {
  for (const vector of vectors('interface_validation')) test(vector.id, () => checkVector(vector, operations));
});
