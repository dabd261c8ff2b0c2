import { isObject, type Json } from '#lib/json/json.ts';
import type { Note } from './paste-result.ts';
import type { PastedRequest } from './pasted-request.ts';

/** What else a text asks of OpenSearch, in words. */
const meanings: readonly [RegExp, string][] = [
  [/models\/_register/, 'registers a model; do that from the page of the connector'],
  [/models\/[^/]+\/_deploy/, 'deploys a model'],
  [/_predict/, 'calls a model; use its body on the Try tab'],
  [/connectors\/_create/, 'creates another connector'],
  [/connectors\/[^/]+$/, 'reads or changes a connector that exists'],
  [/_cluster\/settings/, 'changes cluster settings; trusted endpoints have a page of their own'],
  [/model_groups/, 'makes a model group'],
  [/agents\//, 'is about an agent'],
  [/_ingest|_search\/pipeline/, 'makes a pipeline'],
  [/tasks\//, 'looks after a task'],
];

/** @param shown the address without secrets */
export function describeRequest({ method, line }: PastedRequest, shown: string): Note {
  const path = shown.replace(/\?.*$/, '');
  const meaning = meanings.find(([pattern]) => pattern.test(path))?.[1];
  return { message: `${method} ${path}${meaning ? ` ${meaning}` : ''}`, line };
}

const sdk =
  /\.chat\.completions\.create|\.embeddings\.create|\.responses\.create|\.messages\.create|new OpenAI\(|OpenAI\(|cohere\.Client|boto3|invoke_model|genai\.|anthropic\.Anthropic|InferenceClient/;

export const accepted =
  'Paste a request of Dev Tools, a cURL command of ML Commons or of the service itself, connector JSON, a blueprint file, a call of opensearch-py or opensearch-js, or a Terraform resource.';

/** Why nothing came of a text, and what would help. */
export function explainNothing(text: string, requests: readonly PastedRequest[], values: readonly Json[]): string {
  if (sdk.test(text)) {
    return 'This calls the service through its own library: address and headers are inside of that. The cURL example of the same page has them; paste that.';
  }
  const [request] = requests;
  if (request) {
    const { message } = describeRequest(request, request.url.replaceAll(/[\ufdd0\ufdd1]/g, ''));
    return `${message}. There is no connector in it: paste the request POST /_plugins/_ml/connectors/_create, or the cURL command of the service.`;
  }
  const object = values.find(isObject);
  if (!object) return `There is no connector in this text. ${accepted}`;
  if (object.has('messages') || object.has('input') || object.has('prompt') || object.has('inputs')) {
    return 'This is what a service is asked, but not where: paste the whole cURL command, with address and headers.';
  }
  const names = [...object.keys()].slice(0, 6).join(', ');
  return `This JSON has the fields ${names || '(none)'}, but no actions and no protocol, so it is no connector.`;
}
