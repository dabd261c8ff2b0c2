import { credentialsIn } from '#lib/connectors/address.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { neededCredentials } from '#lib/connectors/connector-state.ts';
import { changesDestination } from '#lib/connectors/destination.ts';
import type { ConnectorDraft, DraftRow } from './connector-draft.ts';
import { actionOf, parametersOf } from './draft-preview.ts';

const signingParameters = ['region', 'service_name'];
export const signingKeys = ['access_key', 'secret_key', 'session_token'];

/** Services whose models people connect, for a field that takes any. */
export const awsServices = ['bedrock', 'sagemaker', 'comprehend', 'textract', 'rekognition', 'translate', 'lambda', 'es', 'aoss', 's3'];

const withRows = (rows: readonly DraftRow[], names: readonly string[]): DraftRow[] => [
  ...rows,
  ...names.filter((name) => rows.every((row) => row.name !== name)).map((name) => ({ name, value: '' })),
];

const withoutEmpty = (rows: readonly DraftRow[], names: readonly string[]): DraftRow[] =>
  rows.filter(({ name, value }) => value !== '' || !names.includes(name));

/** Another protocol brings the rows that it needs and takes those of the other along, unless somebody filled them. */
export function withProtocol(draft: ConnectorDraft, protocol: string): ConnectorDraft {
  const isSigned = protocol === 'aws_sigv4';
  return {
    ...draft,
    protocol,
    parameters: isSigned ? withRows(draft.parameters, signingParameters) : withoutEmpty(draft.parameters, signingParameters),
    credential: isSigned ? withRows(draft.credential, signingKeys) : withoutEmpty(draft.credential, signingKeys),
  };
}

/** The connector that a draft would become, as far as rules about its credential look. */
export function connectorOf(draft: ConnectorDraft): Connector {
  const skips = draft.client_config.some(({ name, value }) => name === 'skip_ssl_verification' && value === 'true');
  return {
    protocol: draft.protocol === 'aws_sigv4' ? 'aws_sigv4' : 'http',
    parameters: parametersOf(draft),
    actions: draft.actions.map(actionOf),
    ...(skips && { client_config: { skip_ssl_verification: true } as Connector['client_config'] & object }), // as: the one member that is read
    created_time: 0,
    last_updated_time: 0,
  };
}

/** Whether stored values would go somewhere new, and have to be entered again (threats.md C-12). */
export const movesCredential = (stored: Connector, draft: ConnectorDraft): boolean => changesDestination(stored, connectorOf(draft));

export type CredentialUse = {
  /** Used by a header, or by the signature, but there is no such field. */
  missing: string[];
  /** Whether a field is used at all. */
  isUsed: (name: string) => boolean;
};

/** @param stored names of fields whose values are on the server */
export function credentialUse(draft: ConnectorDraft, stored: readonly string[]): CredentialUse {
  const needed = neededCredentials(connectorOf(draft));
  const isThere = (name: string) => stored.includes(name) || draft.credential.some((row) => row.name === name);
  const isTls = draft.client_config.some(({ name, value }) => name === 'mutual_tls_enabled' && value === 'true');
  const optional = new Set([
    ...(draft.protocol === 'aws_sigv4' ? [...signingKeys, ...signingParameters] : []),
    ...(isTls ? ['client_cert_pem', 'client_key_pem', 'client_cert_pkcs12', 'ca_cert_pem', 'keystore_password'] : []),
  ]);
  return { missing: needed.filter((name) => !isThere(name)), isUsed: (name) => needed.includes(name) || optional.has(name) };
}

/** Names in `${credential.…}` of all headers, for suggestions. */
export const credentialNames = ({ actions }: Pick<ConnectorDraft, 'actions'>): string[] => [
  ...new Set(actions.flatMap(({ headers }) => headers.flatMap(({ value }) => credentialsIn(value)))),
];
