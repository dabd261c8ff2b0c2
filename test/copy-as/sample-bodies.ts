import fc from 'fast-check';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';

/** What breaks quoting somewhere: quotes, escapes, line ends, templates, words of languages, invisible characters. */
const hard = [
  "'",
  '"',
  '"""',
  "'''",
  '\\',
  '\\\\',
  '\\n',
  '\n',
  '\r\n',
  '\t',
  '$',
  '$$',
  '${',
  '$${',
  '$$${parameters.input}',
  '${parameters.input}',
  '${credential.key}',
  '%{',
  '%%{ if }',
  '%%%{',
  '`',
  '#{x}',
  '!',
  '$(id)',
  '\u0000',
  '\u0007',
  '\u2028',
  '\ufeff',
  '\u00e9',
  'e\u0301',
  '漢字',
  '🧪',
  '</script>',
  'POST /x',
  '\nGET /_search\n',
  '\nEND\n',
  'EOT',
  '__proto__',
  'for',
  ' ',
];

const text = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...hard), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 6 })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme' }),
);
const name = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'for', 'model', 'a-b', '1', '') },
  { weight: 2, arbitrary: text },
);
const texts = fc.array(fc.tuple(name, text), { maxLength: 4 }).map((rows) => new Map(rows));

const action = fc.record(
  {
    action_type: fc.constantFrom('PREDICT', 'EXECUTE'),
    method: fc.constantFrom('POST', 'GET'),
    url: text,
    headers: texts,
    request_body: text,
    pre_process_function: text,
  },
  { requiredKeys: ['action_type', 'method', 'url'] },
);

/** Bodies as people would not write them, but could. */
export const anyBody: fc.Arbitrary<JsonObject> = fc
  .record({
    name: text,
    description: text,
    version: text,
    parameters: texts,
    credentialKeys: fc.array(name, { maxLength: 3 }),
    actions: fc.array(action, { minLength: 1, maxLength: 2 }),
  })
  .map(({ credentialKeys, actions, ...rest }) => {
    const credential = new Map(credentialKeys.map((key) => [key, 'planted secret']));
    return new Map<string, unknown>([
      ['name', rest.name],
      ['description', rest.description],
      ['version', rest.version],
      ['protocol', 'http'],
      ['parameters', rest.parameters],
      ['credential', credential],
      ['actions', actions.map((one) => new Map(Object.entries(one)))],
    ]) as JsonObject; // as: maps, lists and texts only
  });

/** What a person has: long body, script over several lines, placeholders everywhere, numbers of all kinds. */
export const wholeBody = (address: string): JsonObject =>
  parseJson(
    JSON.stringify({
      name: "Bo's embeddings",
      description: 'Says "hello"',
      version: 1,
      protocol: 'http',
      parameters: { endpoint: address, model: 'small', template: 'a\n"b"\n$${x} %{y} ünï 漢字 \\ \'' },
      credential: { openAI_key: 'planted secret', 'org id': 'planted secret' },
      actions: [
        {
          action_type: 'predict',
          method: 'POST',
          url: 'http://${parameters.endpoint}/v1/embeddings',
          headers: { Authorization: 'Bearer ${credential.openAI_key}', 'OpenAI-Organization': '${credential.org id}' },
          request_body: '{ "input": ${parameters.input}, "model": "${parameters.model}" }',
          pre_process_function:
            '\n    StringBuilder builder = new StringBuilder();\n    builder.append("\\"");\n    return builder.toString();\n',
          post_process_function: 'connector.post_process.openai.embedding',
        },
      ],
      client_config: { max_connection: 20, retry_backoff_policy: 'constant' },
    }),
  ) as JsonObject;
