import type { Caller } from '#lib/access/caller.ts';
import { createConnector } from '#lib/connectors/create-connector.ts';
import type { ConnectorPorts } from '#lib/connectors/ports.ts';
import { readConnectorFields } from '#lib/connectors/read-connector.ts';
import { readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { openaiChat } from './catalog/openai.ts';
import { resolveBlueprint } from './connector-link.ts';
import type { BlueprintPorts } from './ports.ts';

/**
 * A connector to begin with: no key is needed as long as the built-in mock answers for the service.
 * @returns `{ connector_id }`
 */
export async function createSample(caller: Caller, ports: ConnectorPorts & BlueprintPorts): Promise<{ connector_id: string }> {
  const body = {
    ...openaiChat.connector,
    name: 'Sample: OpenAI chat',
    description: 'Made at set-up. Try it on the built-in mock, or enter your key to call the service.',
  };
  const fields = readConnectorFields(readJson(writeJson(body)));
  const made = await resolveBlueprint(caller, { id: openaiChat.id }, ports);
  return createConnector(caller, { ...fields, ...made }, ports);
}
