import type { Connector, ConnectorAction } from '#lib/connectors/connector.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import type { Trace } from './trace.ts';

/** Parameters by which connectors name the model of a service, most telling first. */
const names = ['model', 'model_id', 'modelId', 'model_name', 'deployment', 'deployment_id', 'serving_endpoint', 'endpoint_name'];

/** Where addresses name it: Bedrock, Gemini, Azure, SageMaker, Databricks. */
const inAddress = /\/(?:models?|deployments|endpoints|serving-endpoints)\/([^/?#:$][^/?#]*?)(?=:[a-z]\w*(?:[?#]|$)|[/?#]|$)/i;

/** In a body that names it in full. */
const inBody = /"(?:model|model_id|modelId)"\s*:\s*"([^"\\$]+)"/;

type Called = {
  /** Of the call, or the connector's own. */
  parameters: Readonly<Record<string, unknown>>;
  url?: string | undefined;
  /** Template or filled. */
  body?: string | undefined;
};

/** The model of the service that a call asks for, as the service calls it; undefined where nothing says. It is what prices are of. */
export function serviceModel({ parameters, url = '', body = '' }: Called): string | undefined {
  const named = names.find((name) => Object.hasOwn(parameters, name) && typeof parameters[name] === 'string' && parameters[name] !== '');
  if (named !== undefined) return short(String(parameters[named]));
  const found = inAddress.exec(url)?.[1] ?? inBody.exec(body)?.[1];
  return found === undefined ? undefined : short(decoded(found));
}

/** The model that a connector asks for by itself. */
export function serviceModelOf({ parameters, actions }: Pick<Connector, 'parameters' | 'actions'>, actionName: string): string | undefined {
  const action: ConnectorAction | undefined = findAction(actions, actionName);
  return serviceModel({ parameters: parameters ?? {}, url: action?.url, body: action?.request_body ?? undefined });
}

/** The model that a traced call asked for. */
export function serviceModelIn({ steps }: Trace): string | undefined {
  const outputOf = (name: string) => steps.find((step) => step.name === name)?.output;
  const parameters = outputOf('parameters') as Record<string, unknown> | null | undefined; // as: what that step gives
  if (!parameters) return undefined;
  const request = outputOf('request') as { url?: string; body?: string } | null | undefined; // as: what that step gives
  return serviceModel({ parameters, url: request?.url, body: request?.body });
}

const longest = 200;
const short = (name: string) => name.slice(0, longest);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign
  }
}
