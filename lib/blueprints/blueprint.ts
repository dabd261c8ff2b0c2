import { z } from 'zod';
import { backoffPolicies } from '#lib/connectors/client-config.ts';
import { blueprintFormat } from './blueprint-format.ts';

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

export const questionTypes = ['text', 'secret', 'select', 'number', 'boolean'] as const;
export const exampleAlgorithms = ['text_embedding', 'sparse_encoding', 'text_similarity', 'remote'] as const;

/** Control characters, and those that reorder or hide text on the screen (threats.md I-07); a line may end. */
const deceptive = /(?![\r\n])[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** What people read: no text that looks like something else. */
const words = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !deceptive.test(text), 'Control characters are not allowed here');
const line = (most: number) => words(most).refine((text) => !/[\r\n]/.test(text), 'This is one line');
const longText = z.string().max(200_000);
const textMap = z.record(z.string().max(256), z.string().max(100_000));

const Question = z.strictObject({
  key: z
    .string()
    .max(300)
    .regex(/^(parameters|credential)\..+$/, 'A question is about parameters.<name> or credential.<name>')
    .describe('What the answer fills: parameters.model, credential.cohere_key'),
  label: line(200).min(1),
  help: words(2_000).optional(),
  type: z.enum(questionTypes),
  required: z.boolean(),
  default: z.string().max(10_000).optional(),
  options: z.array(z.string().max(1_000)).max(200).optional(),
  pattern: z.string().max(1_000).optional(),
  example: z.string().max(1_000).optional(),
});

const Example = z.strictObject({
  title: line(200).min(1),
  algorithm: z.enum(exampleAlgorithms).optional().describe('Path segment of _predict/{algorithm}/{id}; absent: the remote body'),
  input: z.record(z.string(), z.json()).describe('A predict body'),
  recorded: z.json().describe('The answer of the service; every call of a split input gets it'),
  expected: z.record(z.string(), z.json()).describe('What _predict answers then'),
});

const MockError = z.strictObject({
  status: z.int().min(400).max(599),
  headers: textMap.optional(),
  body: z.json(),
});

const BlueprintAction = z.strictObject({
  action_type: z.string().max(100),
  method: z.string().max(10),
  url: z.string().max(10_000),
  headers: textMap.optional(),
  request_body: longText.optional(),
  pre_process_function: longText.optional(),
  post_process_function: longText.optional(),
  name: line(256).optional(),
  supports_structured_output: z.literal(true).optional(),
});

const whole = z.int();

/** Every member that is absent has ML Commons' default. */
const BlueprintClientConfig = z.strictObject({
  max_connection: whole.optional(),
  connection_timeout: whole.optional(),
  read_timeout: whole.optional(),
  retry_backoff_millis: whole.optional(),
  retry_timeout_seconds: whole.optional(),
  max_retry_times: whole.optional(),
  retry_backoff_policy: z.enum(backoffPolicies).optional(),
  skip_ssl_verification: z.boolean().optional(),
  mutual_tls_enabled: z.boolean().optional(),
  keystore_type: z.string().max(100).optional(),
});

const BlueprintConnector = z.strictObject({
  name: line(256).min(1),
  description: words(2_000).optional(),
  version: z.string().max(100),
  protocol: z.enum(['http', 'aws_sigv4']),
  parameters: textMap.describe('Every value is a text; they are the defaults'),
  credential: textMap
    .superRefine((credential, context) => {
      for (const [name, value] of Object.entries(credential)) {
        if (value === `<${name}>`) continue;
        context.addIssue({ code: 'custom', path: [name], message: `A blueprint holds no secret: write <${name}> here` });
      }
    })
    .describe('Each value is its key in angle brackets, so the connector is a draft that can be used as it stands'),
  actions: z.array(BlueprintAction).min(1).max(20),
  client_config: BlueprintClientConfig.optional(),
});

/** A page on the web, or an empty text where there is none. */
const page = z
  .string()
  .max(2_000)
  .regex(/^(https?:\/\/\S+)?$/, 'This is an address that begins with https://');

/** What is being written: all that a blueprint file may hold, of which a summary, a pattern and examples may still be missing. */
export const BlueprintDraft = z.strictObject({
  format: z.literal(blueprintFormat, {
    error: ({ input }) => `The format must be "${blueprintFormat}"${typeof input === 'string' ? `, not "${input.slice(0, 80)}"` : ''}`,
  }),
  id: z
    .string()
    .max(64)
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'An id holds small letters, digits and hyphens, and begins with a letter or a digit'),
  title: line(200).min(1),
  summary: words(1_000).describe('What it is for, in a sentence'),
  provider: line(100).min(1).describe('As it is written in facets: openai, amazon_bedrock, or a name of your own'),
  task: z.enum(tasks),
  docs_url: page.describe('Documentation of the service, or an empty text'),
  notes: z.array(words(2_000)).max(50),
  connector: BlueprintConnector.describe('A create body of a connector'),
  questions: z.array(Question).max(100),
  trusted_pattern: z.string().max(2_000).describe('Trusted endpoint of the service: a Java regular expression that fixes the host'),
  usage_path: z
    .strictObject({
      input: z.string().max(500).optional(),
      output: z.string().max(500).optional(),
      total: z.string().max(500).optional(),
    })
    .optional()
    .describe('JSONPaths of token counts in the answer of the service'),
  examples: z.array(Example).max(50),
  mock: z
    .strictObject({ rate_limited: MockError.optional(), server_error: MockError.optional() })
    .describe('How the service says that it is called too often, and that it failed'),
});

/** The blueprint file of architecture §10.5 as it is published. An unknown field is refused with its path. */
export const Blueprint = BlueprintDraft.extend({
  summary: words(1_000).min(1).describe('What it is for, in a sentence'),
  trusted_pattern: BlueprintDraft.shape.trusted_pattern.min(1).describe(BlueprintDraft.shape.trusted_pattern.description ?? ''),
  examples: z.array(Example).min(1).max(50),
});

export type Blueprint = z.output<typeof Blueprint>;
export type BlueprintQuestion = z.output<typeof Question>;
export type BlueprintExample = z.output<typeof Example>;
/** What an example asks, whatever the answer. */
export type ExampleInput = Pick<BlueprintExample, 'title' | 'input' | 'algorithm'>;
export type BlueprintAccess = 'public' | 'private';
