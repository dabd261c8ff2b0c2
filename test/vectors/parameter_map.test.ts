import { describe, test } from 'vitest';
import { parameterMap } from '#lib/json/parameter-map.ts';
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { algorithmParametersOf } from '#lib/predict/read-predict-input.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const mapOf = (jsonText: string | null) => parameterMap(jsonText === null ? undefined : parseJson(jsonText));
const textEmbeddingMap = (text: string) => parameterMap(algorithmParametersOf(readJson(text)));

const operations: Operations = {
  parameterMap: ({ jsonText }) => ({ map: Object.fromEntries(mapOf(jsonText)) }),
  filteredParameterMap: ({ jsonText, allowed }) => ({
    map: Object.fromEntries([...mapOf(jsonText)].filter(([name]) => allowed.includes(name))),
  }),
  algoParamsMap: ({ algorithm, parameters }) => {
    const text = JSON.stringify(parameters);
    return { map: Object.fromEntries(algorithm === 'TEXT_EMBEDDING' ? textEmbeddingMap(text) : mapOf(text)) };
  },
  parseTextEmbeddingParams: ({ jsonText }) => ({ map: Object.fromEntries(textEmbeddingMap(jsonText)) }),
};

describe.skipIf(!hasSharedMaterial)('vectors of parameter_map', () => {
  for (const vector of vectors('parameter_map')) test(vector.id, () => checkVector(vector, operations));
});
