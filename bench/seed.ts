// Fills a database with connectors by direct SQL, in one transaction: through the API 100,000 would take many minutes.
import path from 'node:path';
import Database from 'better-sqlite3';
import { newId } from '#lib/store/new-id.ts';
import { openStore } from '#lib/store/open.ts';

const services = [
  { provider: 'openai', protocol: 'http', host: 'api.openai.com', model: 'gpt-6-luna' },
  { provider: 'cohere', protocol: 'http', host: 'api.cohere.ai', model: 'embed-v5' },
  { provider: 'bedrock', protocol: 'aws_sigv4', host: 'bedrock-runtime.us-east-1.amazonaws.com', model: 'amazon.nova-pro-v2' },
  { provider: 'custom', protocol: 'http', host: '127.0.0.1', model: 'llama' },
] as const;
const subjects = ['search', 'support', 'billing', 'archive', 'translation', 'catalog', 'rerank'];
const firstTime = 1_764_000_000_000;

const definition = (at: number) => {
  const service = services[at % services.length] ?? services[0];
  const time = firstTime + at * 1_000;
  return {
    name: `Connector number ${at} for ${subjects[at % subjects.length]}`,
    description: `Words about ${service.provider} of team ${at % 97}`,
    version: String(1 + (at % 3)),
    protocol: service.protocol,
    parameters: { endpoint: service.host, model: service.model },
    actions: [
      {
        action_type: 'PREDICT',
        method: 'POST',
        url: 'https://${parameters.endpoint}/v1/chat/completions',
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{ "model": "${parameters.model}", "messages": [{ "role": "user", "content": "${parameters.prompt}" }] }',
      },
    ],
    created_time: time,
    last_updated_time: time,
    host: service.host,
    provider: service.provider,
  };
};

/** Makes the database of a data directory, with `count` connectors of four services; every fifth was called. */
export async function seed(directory: string, count: number): Promise<void> {
  const file = path.join(directory, 'studio.db');
  await openStore(file).close();
  const database = new Database(file);
  const insert = database.prepare(
    `INSERT INTO connector (id, seq_no, definition, name, description, protocol, host, provider, created_time, updated_time)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const run = database.prepare("INSERT INTO last_run VALUES ('connector', ?, ?, ?, ?, ?)");
  database.transaction(() => {
    for (let at = 0; at < count; at++) {
      const { host, provider, ...connector } = definition(at);
      const { name, description, protocol, created_time: time } = connector;
      const id = newId();
      insert.run(id, at, JSON.stringify(connector), name, description, protocol, host, provider, time, time);
      if (at % 5 === 0) run.run(id, at % 10 === 0 ? 'answered' : 'failed', at % 10 === 0 ? 200 : 429, 120, time + 5_000);
    }
    database.prepare("INSERT INTO sequence VALUES ('connector', ?)").run(count);
  })();
  database.close();
}
