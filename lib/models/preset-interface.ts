import type { Connector } from '#lib/connectors/connector.ts';
import type { ModelInterface } from './model.ts';
import type { Schema } from './preset-schemas.ts';
import * as schemas from './preset-schemas.ts';

type PostProcess = (name: string | undefined) => boolean;
type Preset = {
  service_name: string;
  /** A parameter of the connector and the values of it that the preset is for; absent = any connector of the service. */
  names?: { parameter: string; values: readonly string[] };
  input: Schema;
  output: Schema;
  /** What models answer whose first action does not post-process so that `output` holds. */
  raw?: { unless: PostProcess; output: Schema };
};

const isAny: PostProcess = (name) => name !== undefined && name.trim() !== '';
const is =
  (wanted: string): PostProcess =>
  (name) =>
    name?.toLowerCase() === wanted;

const bedrock = (...models: string[]) => ({ service_name: 'bedrock', names: { parameter: 'model', values: models } });
const titan = { unless: is('connector.post_process.bedrock.embedding'), output: schemas.titanOutput };
const cohere = { unless: is('connector.post_process.cohere.embedding'), output: schemas.cohereOutput };

/** security.md §7.1 */
const presets: readonly Preset[] = [
  {
    ...bedrock('ai21.j2-mid-v1'),
    input: schemas.conversationInput,
    output: schemas.conversationOutput,
    raw: { unless: isAny, output: schemas.jurassicOutput },
  },
  { ...bedrock('anthropic.claude-3-sonnet-20240229-v1:0'), input: schemas.conversationInput, output: schemas.conversationOutput },
  { ...bedrock('anthropic.claude-v2'), input: schemas.conversationInput, output: schemas.claude2Output },
  {
    ...bedrock('cohere.embed-english-v3', 'cohere.embed-multilingual-v3'),
    input: schemas.textsInput,
    output: schemas.embeddingOutput,
    raw: cohere,
  },
  { ...bedrock('amazon.titan-embed-text-v1'), input: schemas.titanTextInput, output: schemas.embeddingOutput, raw: titan },
  { ...bedrock('amazon.titan-embed-image-v1'), input: schemas.titanImageInput, output: schemas.embeddingOutput, raw: titan },
  {
    service_name: 'comprehend',
    names: { parameter: 'api_name', values: ['DetectDominantLanguage'] },
    input: schemas.comprehendInput,
    output: schemas.comprehendOutput,
  },
  { service_name: 'textract', input: schemas.textractInput, output: schemas.textractOutput },
];

/** The interface that a model gets at its registration when it brings none, by what its connector calls. */
export function presetInterface({
  parameters = {},
  actions,
}: Pick<Partial<Connector>, 'parameters' | 'actions'>): ModelInterface | undefined {
  const parameter = (name: string) => (Object.hasOwn(parameters, name) ? parameters[name] : undefined);
  const preset = presets.find(
    ({ service_name, names }) =>
      parameter('service_name') === service_name && (!names || names.values.includes(parameter(names.parameter) ?? '')),
  );
  if (!preset) return undefined;
  const { input, output, raw } = preset;
  const isRaw = raw && !raw.unless(actions?.[0]?.post_process_function);
  return { input: spacious(input), output: isRaw ? dense(raw.output) : spacious(output) };
}

// Clients read these texts back, so they are spaced as ML Commons spaces them: raw answers with two blanks and names on one line.
const spacious = (schema: Schema) => JSON.stringify(schema, null, 4);
const dense = (schema: Schema) =>
  JSON.stringify(schema, null, 2).replace(/\[\n\s+("[^\]]+")\n\s+\]/g, (_, names: string) => `[${names.replace(/\s+/g, ' ')}]`);
