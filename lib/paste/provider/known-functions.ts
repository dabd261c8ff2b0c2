import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { isObject } from '#lib/json/json.ts';
import type { PastedRequest } from '../pasted-request.ts';
import type { Reading } from '../reading.ts';
import type { Address } from './address.ts';
import { type FieldShape, fieldShapes } from './body-template.ts';

/** Functions for a call, and what they make of its body. */
export type KnownFunctions = {
  pre_process_function?: string | undefined;
  post_process_function?: string | undefined;
  shapes: ReadonlyMap<string, FieldShape>;
  /** Parameters that go with them. */
  parameters: Readonly<Record<string, string>>;
};

/** Those of a blueprint's first action. */
export function functionsOf({ connector }: Blueprint): KnownFunctions {
  const [action] = connector.actions;
  return {
    pre_process_function: action?.pre_process_function,
    post_process_function: action?.post_process_function,
    shapes: fieldShapes(action?.request_body),
    parameters: connector.parameters,
  };
}

/** Calls that many services have in common, by the end of the path and a field of the body. */
const usual: readonly { path: RegExp; field: string; what: string; family: string }[] = [
  { path: /\/embeddings$/, field: 'input', what: 'embeddings as OpenAI has them', family: 'openai.embedding' },
  { path: /\/rerank$/, field: 'documents', what: 'reranking as Cohere has it', family: 'cohere.rerank' },
];

/** A service that no blueprint knows may still answer as others do. */
export function askAboutUsual({ plain }: Address, { body, line }: PastedRequest, reading: Reading): KnownFunctions | undefined {
  const found = usual.find(({ path, field }) => path.test(plain) && isObject(body) && body.has(field));
  if (!found) return undefined;
  const names = [`connector.pre_process.${found.family}`, `connector.post_process.${found.family}`] as const;
  const answer = reading.ask({
    id: 'functions',
    line,
    text: `This looks like ${found.what}.`,
    choices: [
      { value: 'add', label: `Add ${names.join(' and ')}` },
      { value: 'own', label: 'Keep my call as it is' },
    ],
    answer: 'add',
  });
  if (answer !== 'add') return undefined;
  const shapes = new Map([[found.field, { parameter: found.field, isText: false }]]);
  return { pre_process_function: names[0], post_process_function: names[1], shapes, parameters: {} };
}
