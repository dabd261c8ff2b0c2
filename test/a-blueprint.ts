import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { blueprintFormat } from '#lib/blueprints/blueprint-format.ts';

let count = 0;

/** A blueprint of embeddings that can be published as it stands; its id is new each time. */
export function aBlueprint(changes: Partial<Blueprint> = {}, connector: Partial<Blueprint['connector']> = {}): Blueprint {
  count += 1;
  return {
    format: blueprintFormat,
    id: `acme-embed-${count}`,
    title: `Acme embeddings ${count}`,
    summary: 'Vectors of a service for tests.',
    provider: 'acme',
    task: 'text_embedding',
    docs_url: '',
    notes: [],
    connector: {
      name: 'Acme embeddings',
      version: '1',
      protocol: 'http',
      parameters: { model: 'acme-1', host: 'api.acme.example' },
      credential: { acme_key: '<acme_key>' },
      actions: [
        {
          action_type: 'predict',
          method: 'POST',
          url: 'https://${parameters.host}/v1/embeddings',
          headers: { Authorization: 'Bearer ${credential.acme_key}' },
          request_body: '{ "model": "${parameters.model}", "input": ${parameters.input} }',
          pre_process_function: 'connector.pre_process.openai.embedding',
          post_process_function: 'connector.post_process.openai.embedding',
        },
      ],
      ...connector,
    },
    questions: [
      { key: 'credential.acme_key', label: 'API key', type: 'secret', required: true },
      { key: 'parameters.model', label: 'Model', type: 'text', required: true, default: 'acme-1' },
    ],
    trusted_pattern: '^https://api\\.acme\\.example/.*$',
    examples: [
      {
        title: 'Two texts',
        algorithm: 'text_embedding',
        input: { text_docs: ['a', 'b'] },
        recorded: { data: [{ embedding: [0.5, 0.25] }, { embedding: [0.125, 1] }] },
        expected: {
          inference_results: [
            {
              output: [
                { name: 'sentence_embedding', data_type: 'FLOAT32', shape: [2], data: [0.5, 0.25] },
                { name: 'sentence_embedding', data_type: 'FLOAT32', shape: [2], data: [0.125, 1] },
              ],
              status_code: 200,
            },
          ],
        },
      },
    ],
    mock: {},
    ...changes,
  };
}
