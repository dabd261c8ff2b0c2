import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { providerNames } from '#lib/blueprints/provider-names.ts';
import { providerOf } from '#lib/connectors/provider-of.ts';
import type { Json, JsonObject } from '#lib/json/json.ts';
import { filledBlueprint } from '../filled-blueprint.ts';
import type { Moved } from '../paste-result.ts';
import type { PastedRequest } from '../pasted-request.ts';
import type { Reading } from '../reading.ts';
import { type Address, readAddress } from './address.ts';
import { bodyTemplate } from './body-template.ts';
import { askAboutUsual, functionsOf, type KnownFunctions } from './known-functions.ts';
import { matchBlueprint } from './match-blueprint.ts';
import { basicHeader, hideHeader, isSecretHeader, type SecretWork } from './secrets.ts';
import { isSigned, readSigning, signedHeaders } from './signing.ts';

export type Built = {
  connector: JsonObject;
  service: string;
  called: { provider: string; address: string };
  moved: Moved[];
  blueprint?: Blueprint | undefined;
  sample?: JsonObject | undefined;
};

/** Headers that belong to one call or one connection, not to a connector. */
const passingHeaders = new Set([
  'content-length',
  'host',
  'accept-encoding',
  'connection',
  'user-agent',
  'transfer-encoding',
  'origin',
  'referer',
]);

/** The connector that makes the same call to a service as the pasted request. */
export function buildFromCall(request: PastedRequest, reading: Reading, gallery: readonly Blueprint[]): Built {
  const parameters: JsonObject = new Map();
  const credential: JsonObject = new Map();
  const moved: Moved[] = [];
  const address = readAddress(request.url, { reading, parameters, moved, line: request.line });
  const provider = providerOf(address.host.toLowerCase());
  const called = { provider, address: address.plain };
  const service = providerNames[provider] ?? (address.host || 'a service');
  const blueprint = matchBlueprint(gallery, { address, headers: request.headers, body: request.body });
  const choice = blueprint && askAbout(blueprint, reading, request.line);
  const known = blueprint ? (choice === 'functions' ? functionsOf(blueprint) : undefined) : askAboutUsual(address, request, reading);
  const aws = isSigned(request, address);
  const work: SecretWork = { reading, credential, moved, provider, blueprint };
  if (aws) readSigning(request, address, { reading, parameters, credential, moved });
  const headers = headersOf(request, address, work, aws);
  const shapes = known?.shapes ?? new Map();
  const { template, sample } = bodyTemplate(request.body, { reading, parameters, moved, line: request.line, shapes });
  if (request.isInsecure) {
    reading.unplaced.push({ message: '-k: certificates are checked; Client settings has a switch for that', line: request.line });
  }
  if (choice === 'blueprint' && blueprint)
    return { ...filledBlueprint(blueprint, { parameters, credential, moved }), service, called, blueprint };
  const connector: JsonObject = new Map<string, Json>([
    ['name', nameOf(blueprint, service, address)],
    ['version', '1'],
    ['protocol', aws ? 'aws_sigv4' : 'http'],
    ['parameters', withExtras(parameters, known?.parameters ?? {})],
    ['credential', credential],
    ['actions', [actionOf(request, address, headers, template, known)]],
  ]);
  return { connector, service, called, moved, ...(sample.size > 0 && { sample: new Map([['parameters', sample]]) }) };
}

function askAbout(blueprint: Blueprint, reading: Reading, line: number): string | undefined {
  const { title, connector } = blueprint;
  const [action] = connector.actions;
  const named = [action?.pre_process_function, action?.post_process_function].filter((one) => one !== undefined);
  const isBuiltIn = named.every((one) => one.startsWith('connector.'));
  const words = isBuiltIn ? named.join(' and ') : 'its scripts';
  return reading.ask({
    id: 'blueprint',
    line,
    text: `The blueprint “${title}” calls the same address.`,
    choices: [
      ...(named.length > 0 ? [{ value: 'functions', label: `Keep my call and add ${words}` }] : []),
      { value: 'blueprint', label: 'Take the blueprint, with my key and model' },
      { value: 'own', label: 'Keep my call as it is' },
    ],
    answer: named.length > 0 ? 'functions' : 'own',
  });
}

function headersOf(request: PastedRequest, address: Address, work: SecretWork, isAws: boolean): JsonObject {
  const headers: JsonObject = new Map();
  const dropped: string[] = [];
  for (const [name, value] of request.headers) {
    const lower = name.toLowerCase();
    if (isAws && lower === 'x-amz-security-token') continue; // it is a credential by now
    if (passingHeaders.has(lower) || (isAws && signedHeaders.has(lower))) dropped.push(name);
    else if (isSecretHeader(name, work.reading.asWritten(value))) headers.set(name, hideHeader(name, value, work));
    else headers.set(name, work.reading.asWritten(value));
  }
  if (dropped.length > 0) {
    const why = isAws ? 'made anew for each call' : 'set by the connection itself';
    work.reading.unplaced.push({ message: `${dropped.join(', ')}: ${why}`, line: request.line });
  }
  if (request.user !== undefined && !isAws) headers.set('Authorization', basicHeader(request.user, work));
  if (address.secret) placeQuerySecret(address.secret, address, headers, work, request.line);
  return headers;
}

/** ML Commons fills credentials into headers only, so a key of the address has to find another way. */
function placeQuerySecret(
  { name, value }: { name: string; value: string },
  { host }: Address,
  headers: JsonObject,
  work: SecretWork,
  line: number,
) {
  const isGoogle = host.endsWith('.googleapis.com');
  const header = work.reading.ask({
    id: 'query secret',
    line,
    text: `The address carries a key in ?${name}=. A connector can send it in a header only. Which one does the service take?`,
    choices: [
      ...(isGoogle ? [{ value: 'x-goog-api-key', label: 'x-goog-api-key' }] : []),
      { value: 'Authorization', label: 'Authorization: Bearer' },
      { value: 'x-api-key', label: 'x-api-key' },
      { value: 'api-key', label: 'api-key' },
    ],
    answer: isGoogle ? 'x-goog-api-key' : undefined,
  });
  if (header === undefined) return;
  headers.set(header, hideHeader(header, header === 'Authorization' ? `Bearer ${value}` : value, work));
  const last = work.moved.at(-1);
  if (last) last.from = `?${name}= of the address, by way of the header ${header}`;
}

function actionOf(
  request: PastedRequest,
  { url }: Address,
  headers: JsonObject,
  template: string | undefined,
  from: KnownFunctions | undefined,
): JsonObject {
  const action: JsonObject = new Map<string, Json>([
    ['action_type', 'predict'],
    ['method', request.method],
    ['url', url],
  ]);
  if (headers.size > 0) action.set('headers', headers);
  if (template !== undefined) action.set('request_body', template);
  if (from?.pre_process_function !== undefined) action.set('pre_process_function', from.pre_process_function);
  if (from?.post_process_function !== undefined) action.set('post_process_function', from.post_process_function);
  return action;
}

/** Parameters that functions of a blueprint need beside those of its body. */
function withExtras(parameters: JsonObject, extras: Readonly<Record<string, string>>): JsonObject {
  for (const name of ['response_filter', 'input_docs_processed_step_size']) {
    const value = extras[name];
    if (value !== undefined && !parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

function nameOf(blueprint: Blueprint | undefined, service: string, { plain }: Address): string {
  if (blueprint) return blueprint.connector.name;
  const last =
    plain
      .split('/')
      .slice(3)
      .findLast((part) => /^[a-z][a-z_-]{2,}$/i.test(part)) ?? '';
  return (
    `${service} ${last.replaceAll(/[_-]/g, ' ')}`
      .replaceAll(/[^\p{L}\p{N} .,!?():@\-_/'"]/gu, ' ')
      .trim()
      .slice(0, 200) || 'Connector'
  );
}

export const isCallToService = ({ url }: PastedRequest): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(url) || /^\ufdd0/.test(url);
