import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { copiedConnector } from './copied-connector.ts';
import type { CopyFormat } from './copy-formats.ts';
import { curlCommand } from './curl.ts';
import { devToolsRequest } from './dev-tools.ts';
import { asJson } from './json.ts';
import { modelAsOpensearchJs } from './opensearch-js.ts';
import { modelAsOpensearchPy } from './opensearch-py.ts';

/** Formats that know connectors only. */
type ModelFormat = Exclude<CopyFormat, 'terraform' | 'blueprint'>;

export const isModelFormat = (format: CopyFormat): format is ModelFormat => format !== 'terraform' && format !== 'blueprint';

/** Members of a register body, in the order in which they are copied; the group belongs to the cluster that the model comes from. */
const members = [
  'name',
  'description',
  'model_format',
  'connector_id',
  'is_enabled',
  'rate_limiter',
  'guardrails',
  'interface',
  'model_config',
  'deploy_setting',
] as const;

const isThere = (value: Json | undefined): value is Json => value !== undefined && value !== null;

/** Names of `${credential.x}` in what a connector says: an inline one does not tell which are set. */
const credentialNames = (connector: JsonObject) => {
  const found = new Set<string>();
  const look = (value: Json): void => {
    if (typeof value === 'string') for (const [, name] of value.matchAll(/\$\{credential\.([^}]+)\}/g)) found.add(name ?? '');
    else if (Array.isArray(value)) value.forEach(look);
    else if (isObject(value)) [...value.values()].forEach(look);
  };
  look(connector);
  return [...found];
};

/** The register body of a stored model, without any secret. */
export function copiedModel(model: JsonObject): JsonObject {
  const algorithm = model.get('algorithm');
  const connector = model.get('connector');
  return new Map<string, Json>([
    ...members.slice(0, 2).flatMap((name) => entry(model, name)),
    ['function_name', typeof algorithm === 'string' ? algorithm.toLowerCase() : 'remote'],
    ...members.slice(2).flatMap((name) => entry(model, name)),
    ...(isObject(connector) ? [['connector', copiedConnector(connector, credentialNames(connector))] as [string, Json]] : []),
  ]);
}

function entry(model: JsonObject, name: string): [string, Json][] {
  const value = model.get(name);
  return isThere(value) ? [[name, value]] : [];
}

/** A model in the language of a tool: the call that registers it, and deploys it where it is deployed. */
export function copyModelAs(
  format: ModelFormat,
  { model, isDeployed, origin }: { model: JsonObject; isDeployed: boolean; origin: string },
): string {
  const body = copiedModel(model);
  const path = `/_plugins/_ml/models/_register${isDeployed ? '?deploy=true' : ''}`;
  switch (format) {
    case 'dev_tools':
      return devToolsRequest(path, body);
    case 'curl':
      return curlCommand(origin + path, body);
    case 'opensearch_js':
      return modelAsOpensearchJs(body, origin, isDeployed);
    case 'opensearch_py':
      return modelAsOpensearchPy(body, origin, isDeployed);
    case 'json':
      return `${asJson(body)}\n`;
  }
}
