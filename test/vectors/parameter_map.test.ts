import { describe, test } from 'vitest';
import { parameterMap } from '#lib/json/parameter-map.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const mapOf = (jsonText: string | null) => parameterMap(jsonText === null ? undefined : parseJson(jsonText));

const operations: Operations = {
  parameterMap: ({ jsonText }) => ({ map: Object.fromEntries(mapOf(jsonText)) }),
  filteredParameterMap: ({ jsonText, allowed }) => ({
    map: Object.fromEntries([...mapOf(jsonText)].filter(([name]) => allowed.includes(name))),
  }),
};

describe('vectors of parameter_map', () => {
  for (const vector of vectors('parameter_map')) test(vector.id, () => checkVector(vector, operations));
});
