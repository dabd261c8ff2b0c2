import type { Connector } from '#lib/connectors/connector.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';

/** Members that an update may change. */
const members = [
  'name',
  'description',
  'version',
  'protocol',
  'parameters',
  'actions',
  'client_config',
  'access',
  'backend_roles',
  'url',
  'headers',
];

/** A stored connector as the body that its editor begins with: what only the server writes is left out. */
export function storedText(connector: Connector): string {
  return JSON.stringify(Object.fromEntries(Object.entries(connector).filter(([name]) => members.includes(name))));
}

// as: the text of an object
export const storedBody = (connector: Connector): JsonObject => parseJson(storedText(connector)) as JsonObject;

/**
 * The create body of a copy: another name, and no value of the credential, whose names are to be filled (threats.md C-13).
 * @param without `parameters.model` or `credential.key`: what the copy does without
 */
export function copyText(connector: Connector, credentialKeys: readonly string[], without: string | undefined): string {
  const { name = 'Connector', version = '1', description, protocol, actions, client_config, access, backend_roles } = connector;
  const keep = (kind: string) => (key: string) => `${kind}.${key}` !== without;
  const parameters = Object.fromEntries(Object.entries(connector.parameters).filter(([key]) => keep('parameters')(key)));
  const credential = Object.fromEntries(credentialKeys.filter(keep('credential')).map((key) => [key, '']));
  const body = { name: `${name} copy`, description, version, protocol, parameters, credential, actions, client_config };
  return JSON.stringify({ ...body, ...(access && { access_mode: access }), ...(backend_roles && { backend_roles }) });
}
