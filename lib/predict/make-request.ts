import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { assertHeaderRules } from '#lib/connectors/header-rules.ts';
import { illegalArgument } from '#lib/errors.ts';
import { cleanPayload } from '#lib/template/clean-payload.ts';
import { fillHeaderParameters } from '#lib/template/fill-headers.ts';
import { fillUrl } from '#lib/template/fill-url.ts';
import type { ParameterSet } from '#lib/template/parameter-set.ts';
import { runtimeValues } from './call-parameters.ts';
import { encodeBody } from './encode-body.ts';
import type { OutgoingRequest, TrustPolicy } from './ports.ts';
import type { Target } from './target.ts';

export type RequestParts = {
  target: Target;
  action: ConnectorAction;
  payload: string | null;
  parameters: ParameterSet;
  trust: TrustPolicy;
};

const methods = ['POST', 'GET', 'PUT', 'DELETE'] as const;

/**
 * The request that a call makes, complete but for what the executor alone knows: credentials and signature (predict.md §8).
 * @throws StudioError 400 for a method, a body or a header that cannot be sent
 */
export function makeRequest({ target, action, payload, parameters, trust }: RequestParts): OutgoingRequest {
  const { connector_id, connector, client_config, credential } = target;
  const { values, marks } = parameters;
  const { service_name: service, region } = connector.parameters;
  return {
    connector_id,
    protocol: connector.protocol,
    method: methodOf(action.method),
    url: fillUrl(action.url, values, marks).text,
    body: bodyOf(action, payload, parameters),
    headers: headersOf(action, connector.protocol, parameters),
    ...(connector.protocol === 'aws_sigv4' && { signing: { ...(service && { service }), ...(region && { region }) } }),
    client_config,
    credential,
    trust,
    address: { template: action.url, saved: connector.parameters, runtime: runtimeValues(parameters) },
  };
}

function methodOf(text: string): OutgoingRequest['method'] {
  const method = methods.find((known) => known === text.toUpperCase());
  if (!method) throw illegalArgument('unsupported http method');
  return method;
}

function bodyOf(action: ConnectorAction, payload: string | null, { values }: ParameterSet): Uint8Array | null {
  const body = payload === null ? null : encodeBody(cleanPayload(payload, values), values.get('charset'));
  const isEmpty = body === null || body.length === 0;
  if (isEmpty && action.method.toUpperCase() === 'POST' && action.action_type !== 'CANCEL_BATCH_PREDICT') {
    throw illegalArgument('Content length is 0. Aborting request to remote model');
  }
  return isEmpty ? null : body;
}

const obedient = new WeakSet<ConnectorAction>();

/** A connector from before a rule was made may still break it, so the rules of saving hold here too; asked once for each action. */
function headersOf(action: ConnectorAction, protocol: string, { values, marks }: ParameterSet): [name: string, value: string][] {
  if (!obedient.has(action)) {
    assertHeaderRules([action], protocol);
    obedient.add(action);
  }
  const headers = Object.entries(fillHeaderParameters(action.headers ?? {}, values, marks));
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return hasType ? headers : [...headers, ['Content-Type', 'application/json']];
}
