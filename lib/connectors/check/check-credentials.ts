import { credentialsIn } from '../address.ts';
import type { ReadFields } from '../complete-input.ts';
import type { Connector } from '../connector.ts';
import { neededCredentials } from '../connector-state.ts';
import { credentialMask, isUnset } from '../credential-rules.ts';
import { type Problem, pointer, problem } from './problem.ts';

/** @param stored names of the fields that the stored connector has, and whether each counts as set */
export function checkCredentials(fields: ReadFields, stored: ReadonlyMap<string, boolean>): Problem[] {
  const { credential = {} } = fields;
  const found = Object.entries(credential).flatMap(([name, value]) => checkValue(name, value));
  const needed = neededCredentials(asConnector(fields));
  const isSet = (name: string) => (Object.hasOwn(credential, name) ? !isUnset(name, credential[name] ?? '') : stored.get(name) === true);
  for (const name of needed) {
    if (isSet(name)) continue;
    const path = `credential.${name}`;
    const fix = Object.hasOwn(credential, name)
      ? undefined
      : { label: `Add ${name}`, patch: [{ op: 'add' as const, path: pointer('credential', name), value: '' }] };
    found.push(problem('error', path, `The credential ${name} is used but not set.`, fix));
  }
  const used = new Set([...needed, ...signing(fields), ...certificates(fields)]);
  for (const name of Object.keys(credential)) {
    if (!used.has(name)) found.push(problem('info', `credential.${name}`, 'No header uses this credential.'));
  }
  return [...found, ...checkSigning(fields, stored)];
}

const asConnector = ({ protocol, actions, headers, parameters = {} }: ReadFields): Connector => ({
  // What is needed depends on these members alone; an unknown protocol needs what http does.
  protocol: protocol === 'aws_sigv4' ? 'aws_sigv4' : 'http',
  parameters,
  ...(actions && { actions }),
  ...(headers && { headers }),
  created_time: 0,
  last_updated_time: 0,
});

const signing = ({ protocol }: ReadFields) =>
  protocol === 'aws_sigv4' ? ['access_key', 'secret_key', 'session_token', 'service_name', 'region', 'roleArn'] : [];

const certificates = ({ client_config }: ReadFields) =>
  client_config?.mutual_tls_enabled ? ['client_cert_pem', 'client_key_pem', 'client_cert_pkcs12', 'ca_cert_pem', 'keystore_password'] : [];

function checkValue(name: string, value: string): Problem[] {
  const path = `credential.${name}`;
  if (value === credentialMask)
    return [problem('error', path, 'This is the mask that stands for a stored value. Leave the field out to keep it.')];
  if (value !== value.trim()) return [problem('warning', path, 'The value begins or ends with white space, which is sent as well.')];
  return [];
}

function checkSigning({ protocol, credential = {}, parameters = {} }: ReadFields, stored: ReadonlyMap<string, boolean>): Problem[] {
  if (protocol !== 'aws_sigv4') return [];
  const isGiven = (name: string) => Object.hasOwn(parameters, name) || Object.hasOwn(credential, name) || stored.has(name);
  const found: Problem[] = [];
  if (Object.hasOwn(credential, 'roleArn')) {
    found.push(problem('error', 'credential.roleArn', 'Role ARNs work only on the managed AWS service. Use access keys here.'));
  }
  if (!isGiven('service_name')) found.push(problem('error', 'parameters.service_name', 'Missing service name'));
  if (!isGiven('region')) found.push(problem('error', 'parameters.region', 'Missing region'));
  return found;
}

/** `${credential.*}` where it is never filled (threats.md H-10). */
export const checkBodyCredentials = (body: string | undefined, path: string): Problem[] =>
  body && credentialsIn(body).length > 0
    ? [problem('error', path, '${credential.*} is filled in headers only. In a body it is sent as it stands.')]
    : [];
