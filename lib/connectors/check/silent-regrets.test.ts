import { describe, expect, test } from 'vitest';
import { applyPatch } from '#lib/json/apply-patch.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { plainValue } from '#lib/json/plain-value.ts';
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { checkDefinition } from './check-definition.ts';
import type { Problem, Severity } from './problem.ts';

// biome-ignore lint/suspicious/noExplicitAny: bodies that are wrong on purpose
type Body = any;

const http = (): Body => ({
  name: 'A model',
  version: '1',
  protocol: 'http',
  parameters: { model: 'm-1', endpoint: 'api.openai.com' },
  credential: { key: 'k-1234' },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'https://${parameters.endpoint}/v1/embeddings',
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{ "input": ${parameters.input}, "model": "${parameters.model}" }',
      pre_process_function: 'connector.pre_process.openai.embedding',
      post_process_function: 'connector.post_process.openai.embedding',
    },
  ],
});

const aws = (): Body => ({
  name: 'A model',
  version: '1',
  protocol: 'aws_sigv4',
  parameters: { region: 'us-east-1', service_name: 'bedrock' },
  credential: { access_key: 'a-1234', secret_key: 's-1234' },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'https://bedrock-runtime.${parameters.region}.amazonaws.com/model/amazon.titan-embed-text-v2:0/invoke',
      request_body: '{ "inputText": "${parameters.inputText}" }',
      pre_process_function: 'connector.pre_process.bedrock.embedding',
      post_process_function: 'connector.post_process.bedrock.embedding',
    },
  ],
});

const check = (body: Body) => checkDefinition(readJson(JSON.stringify(body)));
const short = ({ severity, path, message }: Problem) => `${severity} ${path}: ${message}`;

function mended(body: Body, { fix }: Problem): Body {
  // as: bodies of these tests are objects
  return plainValue(applyPatch(parseJson(JSON.stringify(body)) as JsonObject, fix?.patch ?? []));
}

type Row = {
  regret: string;
  /** What is done to a connector that is right. */
  to?: () => Body;
  change: (body: Body) => void;
  path: string;
  severity?: Severity;
  says: string | RegExp;
  /** The label of the cure, and what the body is like afterwards; absent: there is none that is certain. */
  cure?: [label: string, after: (body: Body) => unknown, expected: unknown];
};

const action = (body: Body) => body.actions[0];
const bodyText = (body: Body) => body.actions[0].request_body;

const rows: Record<string, Row[]> = {
  'keys that are ignored': [
    {
      regret: 'a misspelt key of the connector',
      change: (body) => {
        body.desciption = 'x';
      },
      path: 'desciption',
      says: 'Did you mean description?',
      cure: ['Rename to description', ({ description }) => description, 'x'],
    },
    {
      regret: 'camel case',
      change: (body) => {
        const { request_body, ...rest } = body.actions[0];
        body.actions[0] = { ...rest, requestBody: request_body };
      },
      path: 'actions.0.requestBody',
      says: 'the field is called request_body',
      cure: ['Rename to request_body', bodyText, bodyText(http())],
    },
    {
      regret: 'a plural',
      change: (body) => {
        const { pre_process_function, ...rest } = body.actions[0];
        body.actions[0] = { ...rest, pre_process_functions: pre_process_function };
      },
      path: 'actions.0.pre_process_functions',
      says: 'Did you mean pre_process_function?',
      cure: ['Rename to pre_process_function', (body) => action(body).pre_process_function, 'connector.pre_process.openai.embedding'],
    },
    {
      regret: 'header for headers',
      change: (body) => {
        const { headers, ...rest } = body.actions[0];
        body.actions[0] = { ...rest, header: headers };
      },
      path: 'actions.0.header',
      says: 'Did you mean headers?',
      cure: ['Rename to headers', (body) => action(body).headers.Authorization, 'Bearer ${credential.key}'],
    },
    {
      regret: 'a second spelling of a key that is there',
      change: (body) => {
        body.actions[0].requestBody = '{}';
      },
      path: 'actions.0.requestBody',
      says: 'the field is called request_body',
      cure: ['Remove it', (body) => 'requestBody' in action(body), false],
    },
    {
      regret: 'client_config inside an action',
      change: (body) => {
        body.actions[0].client_config = { max_retry_times: 3 };
      },
      path: 'actions.0.client_config',
      says: 'belongs to the connector itself',
      cure: ['Move to the connector', ({ client_config }) => client_config, { max_retry_times: 3 }],
    },
    {
      regret: 'parameters inside an action, where the connector has some',
      change: (body) => {
        body.actions[0].parameters = { temperature: 1 };
      },
      path: 'actions.0.parameters',
      says: 'belongs to the connector itself',
    },
    {
      regret: 'a function beside the actions',
      change: (body) => {
        body.post_process_function = body.actions[0].post_process_function;
        delete body.actions[0].post_process_function;
      },
      path: 'post_process_function',
      says: 'belongs into an action',
      cure: ['Move to actions.0', (body) => action(body).post_process_function, 'connector.post_process.openai.embedding'],
    },
    {
      regret: 'a client setting beside client_config',
      change: (body) => {
        body.read_timeout = 60;
      },
      path: 'read_timeout',
      says: 'belongs into client_config',
      cure: ['Move to client_config', ({ client_config }) => client_config, { read_timeout: 60 }],
    },
    {
      regret: 'a misspelt client setting',
      change: (body) => {
        body.client_config = { max_retries: 3 };
      },
      path: 'client_config.max_retries',
      says: 'the field is called max_retry_times',
      cure: ['Rename to max_retry_times', ({ client_config }) => client_config, { max_retry_times: 3 }],
    },
    {
      regret: 'what GET calls the visibility',
      change: (body) => {
        body.access = 'private';
      },
      path: 'access',
      says: 'the field is called access_mode',
      cure: ['Rename to access_mode', ({ access_mode }) => access_mode, 'private'],
    },
    {
      regret: 'what the server writes',
      change: (body) => {
        body.created_time = 1;
      },
      path: 'created_time',
      severity: 'info',
      says: 'written by the server',
      cure: ['Remove it', (body) => 'created_time' in body, false],
    },
    {
      regret: 'a key that nobody knows',
      change: (body) => {
        body.something_else = {};
      },
      path: 'something_else',
      says: 'is no field of a connector',
      cure: ['Remove it', (body) => 'something_else' in body, false],
    },
    {
      regret: 'headers of an http connector beside its actions',
      change: (body) => {
        body.headers = body.actions[0].headers;
        delete body.actions[0].headers;
      },
      path: 'headers',
      says: 'only MCP connectors',
      cure: ['Move to actions.0', (body) => action(body).headers.Authorization, 'Bearer ${credential.key}'],
    },
    {
      regret: 'dry_run, which stores nothing',
      change: (body) => {
        body.dry_run = true;
      },
      path: 'dry_run',
      says: 'nothing is stored',
      cure: ['Remove it', (body) => 'dry_run' in body, false],
    },
  ],
  'values of another type': [
    {
      regret: 'parameters that are a text',
      change: (body) => {
        body.parameters = 'model=m-1';
        body.actions[0].url = 'https://api.openai.com/v1/embeddings';
      },
      path: 'parameters',
      says: 'read as empty',
      cure: ['Remove it', (body) => 'parameters' in body, false],
    },
    {
      regret: 'a parameter that is null',
      change: (body) => {
        body.parameters.user = null;
      },
      path: 'parameters.user',
      says: 'four letters null',
      cure: ['Remove it', ({ parameters }) => 'user' in parameters, false],
    },
    {
      regret: 'a small number, which Java writes in another way',
      change: (body) => {
        body.parameters.temperature = 0.0001;
      },
      path: 'parameters.temperature',
      severity: 'info',
      says: 'is stored as 1.0E-4',
      cure: ['Keep it as 0.0001', ({ parameters }) => parameters.temperature, '0.0001'],
    },
    {
      regret: 'a request body that is JSON instead of a text',
      change: (body) => {
        body.actions[0].request_body = { model: '${parameters.model}', input: '${parameters.text}' };
      },
      path: 'actions.0.request_body',
      severity: 'error',
      says: 'is a text that holds JSON',
      cure: ['Make it a text', bodyText, '{"model":"${parameters.model}","input":"${parameters.text}"}'],
    },
    {
      regret: 'one action without a list',
      change: (body) => {
        body.actions = body.actions[0];
      },
      path: 'actions',
      severity: 'error',
      says: 'START_ARRAY',
      cure: ['Make it a list', (body) => body.actions.length, 1],
    },
    {
      regret: 'an access mode in capitals',
      change: (body) => {
        body.access_mode = 'PRIVATE';
      },
      path: 'access_mode',
      says: 'is no access mode and is ignored',
      cure: ['Use private', ({ access_mode }) => access_mode, 'private'],
    },
    {
      regret: 'half a retry',
      change: (body) => {
        body.client_config = { max_retry_times: 2.5 };
      },
      path: 'client_config.max_retry_times',
      says: '2.5 is stored as 2',
      cure: ['Use 2', ({ client_config }) => client_config.max_retry_times, 2],
    },
    {
      regret: 'client settings as a parameter',
      change: (body) => {
        body.parameters.max_retry_times = 3;
      },
      path: 'parameters.max_retry_times',
      says: 'belongs into client_config',
      cure: ['Move to client settings', ({ client_config }) => client_config, { max_retry_times: 3 }],
    },
    {
      regret: 'the credential as a parameter',
      change: (body) => {
        body.parameters.credential = body.credential;
        delete body.credential;
      },
      path: 'parameters.credential',
      says: 'belongs into the connector itself',
      cure: ['Move to the connector', ({ credential }) => credential, { key: 'k-1234' }],
    },
    {
      regret: 'back-off without a retry',
      change: (body) => {
        body.client_config = { retry_backoff_policy: 'exponential_full_jitter' };
      },
      path: 'client_config.retry_backoff_policy',
      severity: 'info',
      says: 'while max_retry_times is 0',
    },
  ],
  'placeholders that can never be filled': [
    ...[
      ['${parameter.model}', 'it is called parameters'],
      ['${params.model}', 'it is called parameters'],
      ['${Parameters.model}', 'it is called parameters'],
      ['${ parameters.model}', 'A blank inside the braces'],
      ['${parameters. model}', 'A blank inside the braces'],
      ['${parameters.model }', 'A blank inside the braces'],
      ['${parameters:model}', 'it is called parameters'],
      ['{{parameters.model}}', 'is no placeholder'],
      ['$(parameters.model)', 'is no placeholder'],
      ['{parameters.model}', 'is no placeholder'],
      ['#{parameters.model}', 'is no placeholder'],
      ['$parameters.model', 'is no placeholder'],
      ['${model}', 'is no placeholder'],
      ['${parameters.model', 'is not closed'],
      ['${parameters.Model}', 'Case counts'],
      ['${parameters.modle}', 'Did you mean model?'],
    ].map(
      ([written = '', says = '']): Row => ({
        regret: `${written} in a body`,
        change: (body) => {
          body.actions[0].request_body = `{ "input": \${parameters.input}, "model": "${written}" }`;
        },
        path: 'actions.0.request_body',
        says,
        cure: [written.includes('.M') || written.includes('modle') ? 'Use model' : 'Write ${parameters.model}', bodyText, bodyText(http())],
      }),
    ),
    ...[
      ['${parameters.top_k:5}', '${parameters.top_k:-5}'],
      ['${parameters.top_k:=5}', '${parameters.top_k:-5}'],
      ['${parameters.top_k|5}', '${parameters.top_k:-5}'],
      ['${parameters.top_k ?? 5}', '${parameters.top_k:-5}'],
      ['${parameters.top_k-:5}', '${parameters.top_k:-5}'],
    ].map(
      ([written = '', meant = '']): Row => ({
        regret: `the default of ${written}`,
        change: (body) => {
          body.actions[0].request_body = `{ "input": \${parameters.input}, "k": ${written} }`;
        },
        path: 'actions.0.request_body',
        says: 'A default is written with :- here',
        cure: [`Write ${meant}`, bodyText, `{ "input": \${parameters.input}, "k": ${meant} }`],
      }),
    ),
    {
      regret: 'a placeholder in a default',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "m": "${parameters.m:-${parameters.model}" }';
      },
      path: 'actions.0.request_body',
      says: 'is not filled itself',
    },
    {
      regret: 'the wrong prefix in an address, where no call can work',
      change: (body) => {
        body.actions[0].url = 'https://api.openai.com/v1/${parameter.model}';
      },
      path: 'actions.0.url',
      severity: 'error',
      says: 'it is called parameters',
      cure: ['Write ${parameters.model}', (body) => action(body).url, 'https://api.openai.com/v1/${parameters.model}'],
    },
    {
      regret: 'credentials for credential',
      change: (body) => {
        body.actions[0].headers.Authorization = 'Bearer ${credentials.key}';
      },
      path: 'actions.0.headers.Authorization',
      says: 'it is called credential',
      cure: ['Write ${credential.key}', (body) => action(body).headers.Authorization, 'Bearer ${credential.key}'],
    },
    {
      regret: 'a credential in a body',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "key": "${credential.key}" }';
      },
      path: 'actions.0.request_body',
      severity: 'error',
      says: 'filled in headers only',
    },
    {
      regret: 'a credential in an address',
      change: (body) => {
        body.actions[0].url = 'https://api.openai.com/v1?k=${credential.key}';
      },
      path: 'actions.0.url',
      severity: 'error',
      says: 'filled in headers only',
    },
    {
      regret: 'a dollar before a placeholder',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "model": "$${parameters.model}" }';
      },
      path: 'actions.0.request_body',
      says: 'is not filled and leaves a placeholder behind',
      cure: ['Take one $ away', bodyText, bodyText(http())],
    },
    {
      regret: 'toString() that no value mentions',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "model": "${parameters.model.toString()}" }';
      },
      path: 'actions.0.request_body',
      says: 'only when the value of a parameter mentions it too',
    },
    {
      regret: 'values in a circle',
      change: (body) => {
        body.parameters.a = '${parameters.b}';
        body.parameters.b = '${parameters.a}';
      },
      path: 'parameters.a',
      severity: 'error',
      says: 'in a circle (a → b → a)',
    },
  ],
  'names that nothing fills, and who would': [
    {
      regret: 'a name that the pre-process function does not make',
      change: (body) => {
        body.actions[0].request_body = '{ "texts": ${parameters.texts} }';
      },
      path: 'actions.0.request_body',
      says: 'connector.pre_process.openai.embedding makes input, and nothing in the body uses it. texts is made by connector.pre_process.cohere.embedding.',
      cure: ['Use input', bodyText, '{ "texts": ${parameters.input} }'],
    },
    {
      regret: 'a name beside those that the function makes',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "user": "${parameters.user}" }';
      },
      path: 'actions.0.request_body',
      says: 'cannot bring user as well',
    },
    {
      regret: 'a name that a function would make, without a function',
      change: (body) => {
        body.actions[0].request_body = '{ "texts": ${parameters.texts} }';
        delete body.actions[0].pre_process_function;
      },
      path: 'actions.0.request_body',
      severity: 'info',
      says: 'As pre-process function connector.pre_process.cohere.embedding fills texts from documents.',
    },
    {
      regret: 'a name that an algorithm gives',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "t": "${parameters.content_type}" }';
        delete body.actions[0].pre_process_function;
      },
      path: 'actions.0.request_body',
      severity: 'info',
      says: 'A text_embedding call fills content_type with its own parameters.',
    },
  ],
  'text that will be no JSON': [
    {
      regret: 'quotes around a list',
      change: (body) => {
        body.actions[0].request_body = '{ "input": "${parameters.input}" }';
      },
      path: 'actions.0.request_body',
      says: 'input is a JSON list or a number made of the documents',
      cure: ['Take the quotes away', bodyText, '{ "input": ${parameters.input} }'],
    },
    {
      regret: 'a text without quotes',
      to: aws,
      change: (body) => {
        body.actions[0].request_body = '{ "inputText": ${parameters.inputText} }';
      },
      path: 'actions.0.request_body',
      says: 'inputText is text made of the documents',
      cure: ['Put quotes around it', bodyText, '{ "inputText": "${parameters.inputText}" }'],
    },
    {
      regret: 'a saved text without quotes, which passes as a bare word',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "model": ${parameters.model} }';
      },
      path: 'actions.0.request_body',
      says: 'without quotes the body is no JSON, though ML Commons may let it pass',
      cure: ['Put quotes around it', bodyText, bodyText(http())],
    },
    {
      regret: 'a saved list between quotes',
      change: (body) => {
        body.parameters.stop = ['a', 'b'];
        body.actions[0].request_body = '{ "input": ${parameters.input}, "stop": "${parameters.stop}" }';
      },
      path: 'actions.0.request_body',
      severity: 'error',
      says: 'its own quotes end the text',
      cure: ['Take the quotes away', bodyText, '{ "input": ${parameters.input}, "stop": ${parameters.stop} }'],
    },
    {
      regret: 'a saved value with a quotation mark, because only values of a call are escaped',
      change: (body) => {
        body.parameters.model = 'say "hi"\\n';
      },
      path: 'parameters.model',
      severity: 'error',
      says: 'saved values are put between the quotes as they are, only values of a call are escaped',
      cure: ['Escape it', ({ parameters }) => parameters.model, 'say \\"hi\\"\\n'],
    },
    {
      regret: 'a saved value with a line break',
      change: (body) => {
        body.parameters.model = 'one\ntwo';
      },
      path: 'parameters.model',
      severity: 'error',
      says: 'A line break in it breaks the body',
      cure: ['Escape it', ({ parameters }) => parameters.model, 'one\\ntwo'],
    },
    {
      regret: 'a trailing comma',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "a": ",}", }';
      },
      path: 'actions.0.request_body',
      severity: 'error',
      says: /no JSON \(line 1, column \d+, near/,
      cure: ['Take the trailing comma away', bodyText, '{ "input": ${parameters.input}, "a": ",}" }'],
    },
    {
      regret: 'a trailing comma in a list, which ML Commons lets pass',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "a": [1, 2, ] }';
      },
      path: 'actions.0.request_body',
      says: 'ML Commons lets this body pass',
      cure: ['Take the trailing comma away', bodyText, '{ "input": ${parameters.input}, "a": [1, 2 ] }'],
    },
    {
      regret: 'doubled quotes',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "model": ""${parameters.model}"" }';
      },
      path: 'actions.0.request_body',
      severity: 'error',
      says: 'no JSON',
      cure: ['Take the second quotes away', bodyText, bodyText(http())],
    },
    {
      regret: 'quotes of a word processor',
      change: (body) => {
        body.actions[0].request_body = '{ “input”: ${parameters.input} }';
      },
      path: 'actions.0.request_body',
      says: 'no JSON',
      cure: ['Use straight quotes', bodyText, '{ "input": ${parameters.input} }'],
    },
    {
      regret: 'a brace that is missing at the end',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input}, "o": { "a": [1] }';
      },
      path: 'actions.0.request_body',
      severity: 'error',
      says: 'no JSON',
      cure: ['Close the last brace', bodyText, '{ "input": ${parameters.input}, "o": { "a": [1] }}'],
    },
    {
      regret: 'a key that is there twice',
      change: (body) => {
        body.actions[0].request_body = '{ "input": ${parameters.input},\n  "input": 1 }';
      },
      path: 'actions.0.request_body',
      severity: 'error',
      says: '(line 2',
    },
  ],
  credentials: [
    {
      regret: 'one that is used and not there',
      change: (body) => {
        body.credential = { other: 'x' };
      },
      path: 'credential.key',
      severity: 'error',
      says: 'is used but not set',
      cure: ['Add key', ({ credential }) => credential.key, ''],
    },
    {
      regret: 'one that is spelt in another way',
      change: (body) => {
        body.credential = { openai_key: 'k-1234' };
        body.actions[0].headers.Authorization = 'Bearer ${credential.openAI_key}';
      },
      path: 'credential.openAI_key',
      severity: 'error',
      says: 'Did you mean openai_key?',
      cure: ['Use openai_key', (body) => action(body).headers.Authorization, 'Bearer ${credential.openai_key}'],
    },
    {
      regret: 'one that nothing uses',
      change: (body) => {
        body.credential.other = 'x-1234';
      },
      path: 'credential.other',
      severity: 'info',
      says: 'No header uses this credential',
    },
    {
      regret: 'what stands in documentation',
      change: (body) => {
        body.credential.key = '<YOUR API KEY HERE>';
      },
      path: 'credential.key',
      says: 'in place of a key',
    },
    {
      regret: 'a key in a header',
      change: (body) => {
        body.actions[0].headers['x-api-key'] = 'abcdef123456';
      },
      path: 'actions.0.headers.x-api-key',
      says: 'seems to hold a key',
      cure: [
        'Move to credential',
        (body) => [action(body).headers['x-api-key'], body.credential.api_key],
        ['${credential.api_key}', 'abcdef123456'],
      ],
    },
    {
      regret: 'a key behind its scheme, which has to be split by hand',
      change: (body) => {
        body.actions[0].headers.Authorization = 'Bearer abcdef123456';
      },
      path: 'actions.0.headers.Authorization',
      says: 'seems to hold a key',
    },
    {
      regret: 'a key in an address',
      change: (body) => {
        body.actions[0].url = 'https://api.openai.com/v1?api_key=abcdef123456';
      },
      path: 'actions.0.url',
      says: 'seems to hold a key',
    },
    {
      regret: 'a key in a parameter',
      change: (body) => {
        body.parameters.api_key = 'abcdef123456';
      },
      path: 'parameters.api_key',
      says: 'readable by everyone',
    },
    {
      regret: 'names of other tools of AWS',
      to: aws,
      change: (body) => {
        body.credential = { aws_access_key_id: 'a-1234', secret_key: 's-1234' };
      },
      path: 'credential.access_key',
      severity: 'error',
      says: 'here it is called aws_access_key_id',
      cure: ['Rename to access_key', ({ credential }) => credential.access_key, 'a-1234'],
    },
    {
      regret: 'keys of AWS in the parameters',
      to: aws,
      change: (body) => {
        body.parameters.access_key = body.credential.access_key;
        delete body.credential.access_key;
      },
      path: 'parameters.access_key',
      says: 'looked for in the credential only',
      cure: ['Move to credential', ({ credential }) => credential.access_key, 'a-1234'],
    },
    {
      regret: 'plain http with a credential',
      change: (body) => {
        body.actions[0].url = 'http://api.openai.com/v1';
      },
      path: 'actions.0.url',
      says: 'over plain http',
      cure: ['Use https', (body) => action(body).url, 'https://api.openai.com/v1'],
    },
    {
      regret: 'mutual TLS without a certificate',
      change: (body) => {
        body.client_config = { mutual_tls_enabled: true };
      },
      path: 'credential',
      severity: 'error',
      says: 'provide both client_cert_pem and client_key_pem',
    },
  ],
  'addresses and signatures': [
    {
      regret: 'a blank at the end',
      change: (body) => {
        body.actions[0].url += ' ';
      },
      path: 'actions.0.url',
      severity: 'error',
      says: 'white space',
      cure: ['Take it away', (body) => action(body).url, action(http()).url],
    },
    {
      regret: 'no scheme',
      change: (body) => {
        body.actions[0].url = 'api.openai.com/v1';
      },
      path: 'actions.0.url',
      severity: 'error',
      says: 'has no scheme',
      cure: ['Put https:// before it', (body) => action(body).url, 'https://api.openai.com/v1'],
    },
    {
      regret: 'a scheme in the endpoint as well',
      change: (body) => {
        body.parameters.endpoint = 'https://api.openai.com';
      },
      path: 'actions.0.url',
      severity: 'error',
      says: 'has one of its own',
      cure: ['Take it out of the parameter', ({ parameters }) => parameters.endpoint, 'api.openai.com'],
    },
    {
      regret: 'a fragment',
      change: (body) => {
        body.actions[0].url = 'https://api.openai.com/v1#x';
      },
      path: 'actions.0.url',
      says: 'never sent',
      cure: ['Take it away', (body) => action(body).url, 'https://api.openai.com/v1'],
    },
    {
      regret: 'the name of an endpoint as the name of a service',
      to: aws,
      change: (body) => {
        body.parameters.service_name = 'bedrock-runtime';
      },
      path: 'parameters.service_name',
      says: 'are signed with the name bedrock',
      cure: ['Use bedrock', ({ parameters }) => parameters.service_name, 'bedrock'],
    },
    {
      regret: 'a zone as the region',
      to: aws,
      change: (body) => {
        body.parameters.region = 'us-east-1a';
      },
      path: 'parameters.region',
      says: 'Did you mean us-east-1?',
      cure: ['Use us-east-1', ({ parameters }) => parameters.region, 'us-east-1'],
    },
    {
      regret: 'an address in another region',
      to: aws,
      change: (body) => {
        body.actions[0].url = 'https://bedrock-runtime.us-west-2.amazonaws.com/model/x/invoke';
      },
      path: 'actions.0.url',
      says: 'the signature is for us-east-1',
    },
    {
      regret: 'keys of AWS that sign nothing',
      to: aws,
      change: (body) => {
        body.protocol = 'http';
      },
      path: 'actions.0.url',
      says: 'need the protocol aws_sigv4',
    },
    {
      regret: 'a role, which only the managed service takes on',
      to: aws,
      change: (body) => {
        body.credential.roleArn = 'arn:aws:iam::1:role/x';
      },
      path: 'credential.roleArn',
      severity: 'error',
      says: 'managed AWS service',
      cure: ['Remove it', ({ credential }) => 'roleArn' in credential, false],
    },
    {
      regret: 'a header that the signature writes',
      to: aws,
      change: (body) => {
        body.actions[0].headers = { Authorization: 'AWS4 x' };
      },
      path: 'actions.0.headers.Authorization',
      says: 'is written by the signature',
      cure: ['Remove it', (body) => 'Authorization' in action(body).headers, false],
    },
  ],
  'actions, headers and functions': [
    {
      regret: 'a second action of one type',
      change: (body) => {
        body.actions.push({ ...body.actions[0] });
      },
      path: 'actions.1.action_type',
      says: 'Only the first PREDICT action is used.',
    },
    {
      regret: 'a method with a blank',
      change: (body) => {
        body.actions[0].method = 'post ';
      },
      path: 'actions.0.method',
      severity: 'error',
      says: 'unsupported http method',
      cure: ['Use POST', (body) => action(body).method, 'POST'],
    },
    {
      regret: 'a POST without a body',
      change: (body) => {
        delete body.actions[0].request_body;
      },
      path: 'actions.0.request_body',
      says: 'A POST without a body is refused',
    },
    {
      regret: 'a parameter in a guarded header',
      change: (body) => {
        body.actions[0].headers.Authorization = 'Bearer ${parameters.token}';
      },
      path: 'actions.0.headers.Authorization',
      severity: 'error',
      says: 'for security reasons',
    },
    {
      regret: 'a header with its colon',
      change: (body) => {
        body.actions[0].headers = { 'Authorization:': 'Bearer ${credential.key}' };
      },
      path: 'actions.0.headers.Authorization:',
      severity: 'error',
      says: 'is no name of a header',
      cure: ['Call it Authorization', (body) => Object.keys(action(body).headers), ['Authorization']],
    },
    {
      regret: 'a header that the client writes',
      change: (body) => {
        body.actions[0].headers['Content-Length'] = '12';
      },
      path: 'actions.0.headers.Content-Length',
      severity: 'error',
      says: 'is set by the client itself',
      cure: ['Remove it', (body) => 'Content-Length' in action(body).headers, false],
    },
    {
      regret: 'a scheme that is there twice',
      change: (body) => {
        body.actions[0].headers.Authorization = 'Bearer Bearer ${credential.key}';
      },
      path: 'actions.0.headers.Authorization',
      says: 'Bearer stands there twice',
      cure: ['Take one away', (body) => action(body).headers.Authorization, 'Bearer ${credential.key}'],
    },
    {
      regret: 'a form as content type',
      change: (body) => {
        body.actions[0].headers['Content-Type'] = 'application/x-www-form-urlencoded';
      },
      path: 'actions.0.headers.Content-Type',
      says: 'always JSON',
    },
    {
      regret: 'a misspelt built-in function',
      change: (body) => {
        body.actions[0].post_process_function = 'connector.post_process.openai.embeddings';
      },
      path: 'actions.0.post_process_function',
      severity: 'error',
      says: 'Did you mean connector.post_process.openai.embedding?',
      cure: [
        'Use connector.post_process.openai.embedding',
        (body) => action(body).post_process_function,
        'connector.post_process.openai.embedding',
      ],
    },
    {
      regret: 'a first letter that got lost',
      change: (body) => {
        body.actions[0].post_process_function = 'onnector.post_process.openai.embedding';
      },
      path: 'actions.0.post_process_function',
      severity: 'error',
      says: 'is called onnector.post_process.openai.embedding',
      cure: [
        'Use connector.post_process.openai.embedding',
        (body) => action(body).post_process_function,
        'connector.post_process.openai.embedding',
      ],
    },
    {
      regret: 'a function of the other direction',
      change: (body) => {
        body.actions[0].post_process_function = 'connector.pre_process.openai.embedding';
        delete body.actions[0].pre_process_function;
      },
      path: 'actions.0.post_process_function',
      severity: 'error',
      says: 'is a pre process function',
      cure: ['Move to pre_process_function', (body) => action(body).pre_process_function, 'connector.pre_process.openai.embedding'],
    },
    {
      regret: 'a built-in function with a parameter in its name',
      change: (body) => {
        body.actions[0].post_process_function = 'connector.post_process.${parameters.model}.embedding';
      },
      path: 'actions.0.post_process_function',
      severity: 'error',
      says: 'with its quotes',
    },
    {
      regret: 'a function of another host',
      change: (body) => {
        body.actions[0].post_process_function = 'connector.post_process.cohere.embedding';
      },
      path: 'actions.0.post_process_function',
      says: 'should be corresponding to openai',
    },
    {
      regret: 'a script that cannot be read',
      change: (body) => {
        body.actions[0].post_process_function = 'def a = 1;\nreturn b;';
      },
      path: 'actions.0.post_process_function',
      severity: 'error',
      says: 'at line 2, column 8',
    },
    {
      regret: 'a filter over the text of a script',
      change: (body) => {
        body.actions[0].post_process_function = "return '{}';";
        body.parameters.response_filter = '$.a';
      },
      path: 'actions.0.post_process_function',
      says: 'works on the text that this script returns',
    },
    {
      regret: 'a filter that is no path',
      change: (body) => {
        body.parameters.response_filter = '$.a[';
      },
      path: 'parameters.response_filter',
      severity: 'error',
      says: 'no JSONPath',
    },
    {
      regret: 'a step that is no number',
      change: (body) => {
        body.parameters.input_docs_processed_step_size = 'many';
      },
      path: 'parameters.input_docs_processed_step_size',
      severity: 'error',
      says: 'a whole number above 0',
    },
    {
      regret: 'processors that nobody runs',
      change: (body) => {
        body.parameters.input_processors = '{"type": "to_string"}';
      },
      path: 'parameters.input_processors',
      severity: 'error',
      says: 'none of them runs',
    },
    {
      regret: 'an escape list that counts only with a call',
      change: (body) => {
        body.parameters.no_escape_params = 'input';
      },
      path: 'parameters.no_escape_params',
      says: 'only where it comes with a call',
    },
  ],
};

test.each([
  ['http', http],
  ['aws_sigv4', aws],
])('a connector of protocol %s that is right has no problem', (_protocol, make) => {
  expect(check(make())).toEqual([]);
});

describe.each(Object.entries(rows))('%s', (_family, list) => {
  test.each(list.map((row) => [row.regret, row] as const))(
    '%s',
    (_regret, { to = http, change, path, severity = 'warning', says, cure }) => {
      const body = to();
      change(body);
      const found = check(body);
      const problem = found.find(
        (one) =>
          one.path === path &&
          one.severity === severity &&
          (typeof says === 'string' ? one.message.includes(says) : says.test(one.message)),
      );
      if (!problem) throw new Error(`not found in\n${found.map(short).join('\n')}`);
      expect(problem.fix?.label).toBe(cure?.[0]);
      if (!cure) return;
      const [, after, expected] = cure;
      const better = mended(body, problem);
      expect(after(better)).toEqual(expected);
      const left = check(better);
      // A field that was added is still to be filled.
      if (!cure[0].startsWith('Add ')) expect(left.map(short)).not.toContain(short(problem));
      const before = new Set(found.map(short));
      expect(left.filter((one) => one.severity === 'error' && !before.has(short(one))).map(short)).toEqual([]);
    },
  );
});

test('a cure is not for a text that was typed on', () => {
  const body = http();
  body.actions[0].url += ' ';
  const problem = check(body).find(({ fix }) => fix);
  body.actions[0].url += 'x';
  expect(writeJson(applyPatch(parseJson(JSON.stringify(body)) as JsonObject, problem?.fix?.patch ?? []))).toBe(
    writeJson(parseJson(JSON.stringify(body))),
  );
});
