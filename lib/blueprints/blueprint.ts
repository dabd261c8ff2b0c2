import { z } from 'zod';

export const blueprintFormat = 'ml-connector-studio/blueprint@1';

export const tasks = [
  'chat',
  'text_embedding',
  'sparse_embedding',
  'multimodal_embedding',
  'rerank',
  'classification',
  'entity_detection',
  'moderation',
  'guardrail',
  'ocr',
  'image',
  'rag',
  'search',
  'function',
] as const;

const Question = z.strictObject({
  /** `parameters.model` or `credential.cohere_key`. */
  key: z.string().regex(/^(parameters|credential)\..+$/, 'A question is about parameters.<name> or credential.<name>'),
  label: z.string().min(1),
  help: z.string().optional(),
  type: z.enum(['text', 'secret', 'select', 'number', 'boolean']),
  required: z.boolean(),
  default: z.string().optional(),
  options: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  example: z.string().optional(),
});

const Example = z.strictObject({
  title: z.string().min(1),
  /** Path segment of `_predict/{algorithm}/{id}`; absent: the `remote` body. */
  algorithm: z.enum(['text_embedding', 'sparse_encoding', 'text_similarity', 'remote']).optional(),
  /** A predict body. */
  input: z.record(z.string(), z.json()),
  /** The service's answer; every call of a split input gets it. */
  recorded: z.json(),
  /** The ML Commons answer that comes of it. */
  expected: z.record(z.string(), z.json()),
});

const MockError = z.strictObject({
  status: z.int().min(400).max(599),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.json(),
});

const BlueprintAction = z.strictObject({
  action_type: z.string(),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  request_body: z.string().optional(),
  pre_process_function: z.string().optional(),
  post_process_function: z.string().optional(),
  name: z.string().optional(),
});

const BlueprintConnector = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  version: z.string(),
  protocol: z.enum(['http', 'aws_sigv4']),
  parameters: z.record(z.string(), z.string()),
  /** Each value is its key in angle brackets, so the connector is a draft that can be used as it stands. */
  credential: z.record(z.string(), z.string()),
  actions: z.array(BlueprintAction).min(1),
});

/** The blueprint file of architecture §10.5. An unknown field is refused with its path. */
export const Blueprint = z.strictObject({
  format: z.literal(blueprintFormat, { error: `The format must be "${blueprintFormat}"` }),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  summary: z.string().min(1),
  provider: z.string().min(1),
  task: z.enum(tasks),
  docs_url: z.url(),
  notes: z.array(z.string()),
  connector: BlueprintConnector,
  questions: z.array(Question),
  trusted_pattern: z.string().min(1),
  usage_path: z.strictObject({ input: z.string().optional(), output: z.string().optional(), total: z.string().optional() }).optional(),
  examples: z.array(Example).min(1),
  mock: z.strictObject({ rate_limited: MockError.optional(), server_error: MockError.optional() }),
});

export type Blueprint = z.output<typeof Blueprint>;
export type BlueprintQuestion = z.output<typeof Question>;
export type BlueprintExample = z.output<typeof Example>;
