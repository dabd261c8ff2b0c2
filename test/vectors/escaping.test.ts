import { describe, test } from 'vitest';
import { escapeJson, prepareJsonValue, processTextDoc } from '#lib/template/escape-json.ts';
import { escapeParameters } from '#lib/template/escape-parameters.ts';
import { declaresEscape, escapePreamble, usesEscape } from '#lib/template/script-escape.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const operations: Operations = {
  escapeJson: ({ text }) => ({ text: escapeJson(text) }),
  processTextDoc: ({ text }) => ({ text: processTextDoc(text) }),
  processTextDocs: ({ docs }: { docs: (string | null)[] }) => ({ docs: docs.map((doc) => processTextDoc(doc)) }),
  prepareJsonValue: ({ text }) => ({ text: prepareJsonValue(text) }),
  escapeParameters: ({ parameters }) => ({
    parameters: parameters && Object.fromEntries(escapeParameters(new Map(Object.entries(parameters)))),
  }),
  usesEscape: ({ script }) => ({ result: usesEscape(script) }),
  declaresEscape: ({ script }) => ({ result: declaresEscape(script) }),
  injectEscape: ({ script }) => ({ injected: escapePreamble(script) !== '' }),
};

describe.skipIf(!hasSharedMaterial)('vectors of escaping', () => {
  for (const vector of vectors('escaping')) test(vector.id, () => checkVector(vector, operations));
});
