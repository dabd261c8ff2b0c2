import type { Caller } from '#lib/access/caller.ts';
import { createConnector } from '#lib/connectors/create-connector.ts';
import type { ConnectorPorts } from '#lib/connectors/ports.ts';
import { readConnectorFields } from '#lib/connectors/read-connector.ts';
import { readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { openaiChat } from './catalog/openai.ts';

/**
 * A connector to begin with: no key is needed as long as the built-in mock answers for the service.
 * @returns `{ connector_id }`
 */
export function createSample(caller: Caller, ports: ConnectorPorts): Promise<{ connector_id: string }> {
  const body = {
    ...openaiChat.connector,
    name: 'Sample: OpenAI chat',
    description: 'Made at set-up. Try it on the built-in mock, or enter your key to call the service.',
  };
  const fields = readConnectorFields(readJson(writeJson(body)));
  return createConnector(caller, { ...fields, blueprint_id: openaiChat.id }, ports);
}
