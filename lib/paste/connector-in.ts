import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';

export type FoundConnector = {
  body: JsonObject;
  /** What it was part of, in words; empty when it stood alone. */
  within: string;
};

const deepestPlace = 12;

/** A create body, or a part of one that cannot be anything else. */
export function looksLikeConnector(value: JsonObject): boolean {
  const [protocol, actions, url] = [value.get('protocol'), value.get('actions'), value.get('url')];
  if (Array.isArray(actions)) return protocol !== undefined || actions.some((action) => isObject(action) && action.has('url'));
  return (
    typeof protocol === 'string' && (value.has('credential') || value.has('parameters') || (/^mcp_/.test(protocol) && url !== undefined))
  );
}

/** What the members on the way to a connector say about the text. */
const surroundings: readonly [string, string][] = [
  ['user_inputs', 'a flow framework template'],
  ['_source', 'a search answer'],
  ['connector', 'a model registration'],
  ['body', 'a request'],
  ['json', 'a request'],
];

/** All connectors that stand in a value, the outermost first. */
export function connectorsIn(value: Json): FoundConnector[] {
  const found: FoundConnector[] = [];
  const visit = (here: Json, path: readonly string[]) => {
    if (path.length > deepestPlace) return;
    if (Array.isArray(here)) for (const item of here) visit(item, path);
    if (!isObject(here)) return;
    if (looksLikeConnector(here)) found.push({ body: here, within: surroundings.find(([name]) => path.includes(name))?.[1] ?? '' });
    else for (const [name, member] of here) visit(member, [...path, name]);
  };
  visit(value, []);
  return found;
}

/** What a server adds to a connector that is stored. */
const serverOnly = ['connector_id', 'created_time', 'last_updated_time', 'owner', 'tenant_id', '_seq_no', '_primary_term'];

/** The create body of a connector as `GET` answers it: without what only the server writes. Create bodies stay as they are. */
export function asCreateBody(body: JsonObject): { body: JsonObject; left: string[] } {
  const isStored = body.has('created_time') || body.has('last_updated_time') || body.has('owner');
  if (!isStored) return { body, left: [] };
  const left = serverOnly.filter((name) => body.has(name));
  const kept = [...body]
    .filter(([name]) => !serverOnly.includes(name))
    .map(([name, value]): [string, Json] => [name === 'access' ? 'access_mode' : name, value]);
  return { body: new Map(kept), left };
}
