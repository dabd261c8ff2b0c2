import { serviceHost } from './sample-service.ts';
import type { SteadyStudio } from './steady-studio.ts';

export const administrator = { username: 'ana', password: 'correct horse battery' };

const headers = {
  authorization: `Basic ${Buffer.from(`${administrator.username}:${administrator.password}`).toString('base64')}`,
  'content-type': 'application/json',
};

/** Ids of what the pictures show. */
export type SampleContent = {
  connectors: Record<'chat' | 'cohere' | 'titan' | 'ollama' | 'llama' | 'mistral' | 'rerank' | 'blocked' | 'keyless', string>;
  models: Record<'chat' | 'embedding', string>;
  /** A blueprint of the studio's own people, in two versions. */
  blueprint: string;
  runs: Record<'answered' | 'failed', string>;
};

type Call = <Answer = Record<string, string>>(method: string, path: string, body?: unknown) => Promise<Answer>;

const callOf =
  (origin: string): Call =>
  async (method, path, body) => {
    const response = await fetch(origin + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };

const trusted = [
  '^https://api\\.openai\\.com/.*$',
  '^https://api\\.cohere\\.com/.*$',
  '^https://bedrock-runtime\\..*[a-z0-9-]\\.amazonaws\\.com/.*$',
  '^http://127\\.0\\.0\\.1:18434/.*$',
  '^https://models\\.example\\.com/.*$',
];
/** Trusted while its connector is made, and not any more. */
const noLongerTrusted = '^https://translate\\.example\\.com/.*$';
const trust = 'plugins.ml_commons.trusted_connector_endpoints_regex';

type Blueprint = { connector: Record<string, unknown> & { parameters: Record<string, string> } };
type Change = { name: string; description?: string; parameters?: Record<string, string>; credential?: Record<string, string> };

/** Fills a new studio with what a small team would have, minute by minute. */
export async function makeContent(studio: SteadyStudio): Promise<SampleContent> {
  const call = callOf(studio.origin);
  let minutesBefore = 3 * 24 * 60;
  /** Each object has a time of its own, so that lists always have the same order. */
  const at = (minutes: number) => {
    minutesBefore = minutes;
    studio.setClock(minutesBefore);
  };

  at(minutesBefore);
  await call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      [trust]: [...trusted, noLongerTrusted],
      'plugins.ml_commons.only_run_on_ml_node': false,
    },
  });

  const fromBlueprint = async (blueprint: string, change: Change) => {
    const { connector } = await call<Blueprint>('GET', `/api/studio/blueprints/${blueprint}`);
    const body = { ...connector, ...change, parameters: { ...connector.parameters, ...change.parameters } };
    const made = await call('POST', `/_plugins/_ml/connectors/_create?blueprint_id=${blueprint}`, body);
    return made.connector_id ?? '';
  };
  const own = async (name: string, description: string, action: Record<string, unknown>, parameters: Record<string, string>) => {
    const made = await call('POST', '/_plugins/_ml/connectors/_create', {
      name,
      description,
      version: '1',
      protocol: 'http',
      parameters,
      credential: { token: 'a key for pictures' },
      actions: [{ action_type: 'predict', method: 'POST', headers: { Authorization: 'Bearer ${credential.token}' }, ...action }],
    });
    return made.connector_id ?? '';
  };

  at(2 * 24 * 60 + 95);
  const titan = await fromBlueprint('bedrock-titan-embed-v2', {
    name: 'Bedrock Titan embeddings',
    description: 'Vectors for the product index.',
    credential: { access_key: 'AKIAEXAMPLEEXAMPLE00', secret_key: 'a secret key for pictures', session_token: '' },
  });
  at(2 * 24 * 60);
  const blocked = await own(
    'Translation service',
    'Waits until an administrator trusts its host.',
    { url: 'https://translate.example.com/v1/translate', request_body: '{ "text": "${parameters.text}", "to": "${parameters.to}" }' },
    { to: 'en' },
  );
  await call('PUT', '/_cluster/settings', { persistent: { [trust]: trusted } });
  at(26 * 60);
  const keyless = await fromBlueprint('openai-embedding', {
    name: 'OpenAI embeddings',
    description: 'Its key is still missing.',
    credential: { other_key: 'a key for pictures' },
  });
  at(5 * 60);
  const cohere = await fromBlueprint('cohere-embed-v3', {
    name: 'Cohere Embed v3',
    description: 'Vectors for semantic search.',
    credential: { cohere_key: 'a key for pictures' },
  });
  at(3 * 60);
  const rerank = await own(
    'Reranker of the search team',
    'Puts results in order.',
    {
      url: `http://${serviceHost}/rerank`,
      request_body: '{ "query": "${parameters.query}", "documents": ${parameters.documents} }',
    },
    {},
  );
  at(2 * 60);
  const ollama = await own(
    'Ollama embeddings',
    'A model on a machine of our own.',
    {
      url: `http://${serviceHost}/api/embed`,
      request_body: '{\n  "model": "${parameters.model}",\n  "input": ${parameters.input}\n}',
      pre_process_function: 'connector.pre_process.openai.embedding',
    },
    { model: 'nomic-embed-text' },
  );
  const chatOf = (name: string, path: string, description: string) =>
    own(
      name,
      description,
      {
        url: `http://${serviceHost}${path}/v1/chat/completions`,
        request_body: '{\n  "model": "${parameters.model}",\n  "messages": ${parameters.messages}\n}',
      },
      { model: name },
    );
  at(110);
  const llama = await chatOf('llama-3.3', '/llama', 'A chat model on a machine of our own.');
  at(105);
  const mistral = await chatOf('mistral-small', '/mistral', 'A smaller one, for comparison.');
  at(95);
  const chat = await fromBlueprint('openai-chat', {
    name: 'OpenAI chat',
    description: 'Answers questions about the documentation.',
    credential: { openAI_key: 'a key for pictures' },
  });

  const model = async (name: string, connector_id: string, isDeployed: boolean, description: string) => {
    const made = await call('POST', `/_plugins/_ml/models/_register?deploy=${isDeployed}`, {
      name,
      function_name: 'remote',
      description,
      connector_id,
    });
    return made.model_id ?? '';
  };
  at(90);
  const chatModel = await model('Documentation chat', chat, true, 'Answers with the words of the documentation.');
  at(85);
  await model('Titan vectors', titan, false, 'For the product index.');
  at(80);
  const embedding = await model('Ollama vectors', ollama, true, 'For the index of tickets.');

  at(75);
  const blueprint = await ownBlueprint(call, at);

  const predict = async (target: object, mode: string, parameters: object, more: object = {}) => {
    const answer = await call('POST', '/api/studio/predictions', { target, mode, body: { parameters }, ...more });
    return answer.run_id ?? '';
  };
  const messages = (content: string) => ({ messages: [{ role: 'user', content }] });
  at(60);
  await predict({ connector_id: chat }, 'mock', messages('What is a connector?'));
  at(48);
  await predict({ connector_id: chat }, 'mock', messages('Which settings trust a host?'), { scenario: 'server_error' });
  at(40);
  await predict({ connector_id: rerank }, 'send', { query: 'connector', documents: ['a', 'b'] });
  at(31);
  await predict({ connector_id: ollama }, 'send', { input: ['hello world'] });
  at(22);
  const failed = await predict({ connector_id: rerank }, 'mock', { query: 'blueprint' });
  at(12);
  await predict({ model_id: chatModel }, 'mock', messages('How is a key kept?'));
  at(4);
  const answered = await predict({ connector_id: chat }, 'mock', messages('Say hello'));
  at(0);
  return {
    connectors: { chat, cohere, titan, ollama, llama, mistral, rerank, blocked, keyless },
    models: { chat: chatModel, embedding },
    blueprint,
    runs: { answered, failed },
  };
}

/** A blueprint as a team would write it: two versions, and a connector made from the first. */
async function ownBlueprint(call: Call, at: (minutes: number) => void): Promise<string> {
  const answer = { result: { label: 'question', score: 0.97 } };
  const file = (model: string, help: string) => ({
    format: 'ml-connector-studio/blueprint@1',
    id: 'ticket-classifier',
    title: 'Ticket classifier',
    summary: 'Sorts support tickets into questions, faults and wishes.',
    provider: 'other',
    task: 'classification',
    docs_url: 'https://models.example.com/docs',
    notes: ['One ticket in a call.'],
    connector: {
      name: 'Ticket classifier',
      version: '1',
      protocol: 'http',
      parameters: { endpoint: 'models.example.com', model },
      credential: { api_key: '<api_key>' },
      actions: [
        {
          action_type: 'predict',
          method: 'POST',
          url: 'https://${parameters.endpoint}/v1/classify',
          headers: { Authorization: 'Bearer ${credential.api_key}', 'Content-Type': 'application/json' },
          request_body: '{\n  "model": "${parameters.model}",\n  "text": "${parameters.text}"\n}',
        },
      ],
    },
    questions: [
      { key: 'credential.api_key', label: 'API key', help: 'Ask the platform team for one.', type: 'secret', required: true },
      {
        key: 'parameters.model',
        label: 'Model',
        help,
        type: 'select',
        required: true,
        default: model,
        options: ['tickets-1', 'tickets-2'],
      },
    ],
    trusted_pattern: '^https://models\\.example\\.com/.*$',
    examples: [
      {
        title: 'A question',
        input: { parameters: { text: 'How do I rotate a key?' } },
        recorded: answer,
        expected: { inference_results: [{ output: [{ name: 'response', dataAsMap: answer }], status_code: 200 }] },
      },
    ],
    mock: {},
  });
  type Stored = { _seq_no: number; _primary_term: number };
  const path = '/api/studio/blueprints/ticket-classifier';
  const of = ({ _seq_no, _primary_term }: Stored) => `?if_seq_no=${_seq_no}&if_primary_term=${_primary_term}`;
  const made = await call<Stored>('POST', '/api/studio/blueprints', file('tickets-1', ''));
  const first = await call<Stored>('POST', `${path}/_publish${of(made)}`, { note: 'First version' });
  await call('POST', '/_plugins/_ml/connectors/_create?blueprint_id=ticket-classifier', {
    ...file('tickets-1', '').connector,
    credential: { api_key: 'a key for pictures' },
  });
  at(70);
  const second = await call<Stored>('PUT', path + of(first), file('tickets-2', 'The newer one knows more languages.'));
  await call('POST', `${path}/_publish${of(second)}`, { note: 'A newer model' });
  return 'ticket-classifier';
}
