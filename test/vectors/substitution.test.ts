import { describe, test } from 'vitest';
import { fillFunctionText } from '#lib/template/fill-function-text.ts';
import { fillHeaderCredentials } from '#lib/template/fill-headers.ts';
import { fillUrl } from '#lib/template/fill-url.ts';
import { savedParameters } from '#lib/template/parameter-set.ts';
import { substitute } from '#lib/template/substitute.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const valuesOf = (parameters: Record<string, string | null> | null) => new Map(Object.entries(parameters ?? {}));

const operations: Operations = {
  substitute: ({ template, parameters, prefix }) => ({ text: substitute(template, valuesOf(parameters), prefix.slice(2, -1)) }),
  fillFunctionText: ({ text, parameters }) => ({ text: fillFunctionText(text, valuesOf(parameters)) }),
  actionEndpoint: ({ url, parameters }) => {
    const { values, marks } = savedParameters(parameters ?? {});
    return { url: fillUrl(url, values, marks).text };
  },
  credentialHeaders: ({ headers, credential }) => ({ headers: fillHeaderCredentials(headers, valuesOf(credential)) }),
};

describe.skipIf(!hasSharedMaterial)('vectors of substitution', () => {
  for (const vector of vectors('substitution')) test(vector.id, () => checkVector(vector, operations));
});
