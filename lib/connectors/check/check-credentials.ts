import { nearNames } from '#lib/painless/near-names.ts';
import { credentialsIn } from '../address.ts';
import type { Connector } from '../connector.ts';
import { neededCredentials } from '../connector-state.ts';
import { credentialMask, isUnset } from '../credential-rules.ts';
import type { Facts } from './facts.ts';
import { type Fix, type Problem, pathOf, pointer, problem, textFix } from './problem.ts';

/** Whether a call finds a value under that name. */
function isSet({ fields: { credential = {} }, storedCredential }: Facts, name: string): boolean {
  return Object.hasOwn(credential, name) ? !isUnset(name, credential[name] ?? '') : storedCredential.get(name) === true;
}

/** What other tools of AWS call the keys. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['aws_access_key_id', 'access_key'],
  ['aws_access_key', 'access_key'],
  ['access_key_id', 'access_key'],
  ['accesskeyid', 'access_key'],
  ['accesskey', 'access_key'],
  ['aws_secret_access_key', 'secret_key'],
  ['secret_access_key', 'secret_key'],
  ['aws_secret_key', 'secret_key'],
  ['secretaccesskey', 'secret_key'],
  ['secretkey', 'secret_key'],
]);

/** Names that headers use, or that sign, and that nobody has set. */
export function checkMissingCredentials(facts: Facts): Problem[] {
  const { credential = {} } = facts.fields;
  const needed = neededCredentials(asConnector(facts));
  const unused = Object.keys(credential).filter((name) => !needed.includes(name));
  return needed.flatMap((name) => {
    if (isSet(facts, name)) return [];
    const path = pathOf('credential', name);
    if (name.startsWith('secretArn.'))
      return [problem('error', path, 'Secrets of AWS Secrets Manager are read on the managed AWS service only.')];
    const alias = Object.keys(credential).find((other) => aliases.get(other.toLowerCase().replaceAll('-', '_')) === name);
    if (alias !== undefined && !Object.hasOwn(credential, name)) {
      const fix: Fix = {
        label: `Rename to ${name}`,
        patch: [{ op: 'move', from: pointer('credential', alias), path: pointer('credential', name) }],
      };
      return [problem('error', path, `The credential ${name} is used but not set: here it is called ${alias}.`, fix)];
    }
    const near = Object.hasOwn(credential, name) ? undefined : nearCredential(name, unused);
    if (near !== undefined) {
      const message = `The credential ${name} is used but not set. Did you mean ${near}?`;
      return [problem('error', path, message, renameFix(name, near, facts))];
    }
    const fix: Fix | undefined = Object.hasOwn(credential, name)
      ? undefined
      : { label: `Add ${name}`, patch: [{ op: 'add', path: pointer('credential', name), value: '' }] };
    return [problem('error', path, `The credential ${name} is used but not set.`, fix)];
  });
}

const nearCredential = (name: string, names: readonly string[]) =>
  names.find((other) => other.toLowerCase() === name.toLowerCase()) ?? (name.length > 3 ? nearNames(name, names)[0] : undefined);

/** The name in the headers becomes that of the credential: the value stays where it is. */
function renameFix(name: string, near: string, facts: Facts): Fix | undefined {
  const headers = facts.templates.filter(({ kind, text }) => kind === 'header' && credentialsIn(text).includes(name));
  if (headers.length === 0 || (!facts.body.members.has('actions') && !facts.isMcp)) return undefined;
  const patch = headers.flatMap(
    ({ place, text }) =>
      textFix(
        '',
        place,
        text,
        text.replaceAll(`\${credential.${name}}`, () => `\${credential.${near}}`),
      ).patch,
  );
  return { label: `Use ${near}`, patch };
}

const asConnector = ({ fields: { protocol, headers, parameters = {} }, actions, isMcp }: Facts): Connector => ({
  // What is needed depends on these members alone; an unknown protocol needs what http does.
  protocol: protocol === 'aws_sigv4' ? 'aws_sigv4' : 'http',
  parameters,
  ...(!isMcp && { actions: actions.map(({ action }) => action) }),
  ...(isMcp && headers && { headers }),
  created_time: 0,
  last_updated_time: 0,
});

const signing = ['access_key', 'secret_key', 'session_token', 'service_name', 'region', 'roleArn'];
const certificates = ['client_cert_pem', 'client_key_pem', 'client_cert_pkcs12', 'ca_cert_pem', 'keystore_password'];

/** A connector needs one, whether it uses it or not; so one that is alone says nothing. */
export function checkUnusedCredentials(facts: Facts): Problem[] {
  const { credential = {}, protocol, client_config } = facts.fields;
  const needed = neededCredentials(asConnector(facts));
  const isUsed = (name: string) =>
    needed.includes(name) ||
    (protocol === 'aws_sigv4' && signing.includes(name)) ||
    (client_config?.mutual_tls_enabled === true && certificates.includes(name));
  return Object.keys(credential)
    .filter((name) => !isUsed(name))
    .map((name) => problem('info', pathOf('credential', name), 'No header uses this credential.'));
}

/** What stands in documentation until somebody puts a key there. */
const standIn =
  /^<.*>$|^\{\{.*\}\}$|^\$\{.*\}$|\byour[ _-]|\bplease\b|^(x{3,}|\.{3,}|\*{3,}|-+)$|^(todo|changeme|replace[ _-]?me|api[ _-]?key|my[ _-]?key|secret)$|\bkey here\b/i;

export const checkCredentialValues = ({ fields: { credential = {} } }: Facts): Problem[] =>
  Object.entries(credential).flatMap(([name, value]) => {
    const path = pathOf('credential', name);
    if (value === credentialMask)
      return [problem('error', path, 'This is the mask that stands for a stored value. Leave the field out to keep it.')];
    if (value !== value.trim()) return [problem('warning', path, 'The value begins or ends with white space, which is sent as well.')];
    if (isUnset(name, value) || !standIn.test(value)) return [];
    return [problem('warning', path, 'This is what stands in documentation in place of a key: every call would be refused.')];
  });

/** What a signature cannot do without (connector-model.md §3.1). */
export function checkSigning({ fields: { protocol, credential = {} }, parameters, storedCredential }: Facts): Problem[] {
  if (protocol !== 'aws_sigv4') return [];
  const isGiven = (name: string) => parameters.has(name) || Object.hasOwn(credential, name) || storedCredential.has(name);
  const found: Problem[] = [];
  for (const name of ['roleArn', 'externalId', 'secretArn']) {
    if (!Object.hasOwn(credential, name)) continue;
    const message =
      name === 'roleArn'
        ? 'Role ARNs work only on the managed AWS service. Use access keys here.'
        : `${name} works only on the managed AWS service.`;
    const needed = ['access_key', 'secret_key'].filter((key) => !Object.hasOwn(credential, key) && !storedCredential.has(key));
    const fix: Fix = {
      label: needed.length > 0 ? 'Use access keys' : 'Remove it',
      patch: [
        { op: 'remove', path: pointer('credential', name) },
        ...needed.map((key) => ({ op: 'add' as const, path: pointer('credential', key), value: '' })),
      ],
    };
    found.push(problem(name === 'roleArn' ? 'error' : 'warning', pathOf('credential', name), message, fix));
  }
  if (!isGiven('service_name')) found.push(problem('error', 'parameters.service_name', 'Missing service name'));
  if (!isGiven('region')) found.push(problem('error', 'parameters.region', 'Missing region'));
  return found;
}

/** What mutual TLS needs, in the words of the call that would fail (connector-model.md §7.2). */
export function checkCertificates(facts: Facts): Problem[] {
  const { client_config, credential = {} } = facts.fields;
  if (!client_config?.mutual_tls_enabled) return [];
  const has = (name: string) => Object.hasOwn(credential, name) || facts.storedCredential.has(name);
  const found: Problem[] = [];
  const type = client_config.keystore_type?.toUpperCase() ?? 'PEM';
  if (type === 'PEM' && !(has('client_cert_pem') && has('client_key_pem'))) {
    found.push(problem('error', 'credential', 'For PEM keystore, provide both client_cert_pem and client_key_pem'));
  }
  if (type === 'PKCS12' && !has('client_cert_pkcs12'))
    found.push(problem('error', 'credential', 'For PKCS12 keystore, provide client_cert_pkcs12'));
  if (has('api_key')) {
    const message =
      'With mutual TLS no credential may be called api_key: every call is refused. Give it another name if it is needed as well.';
    found.push(problem('error', pathOf('credential', 'api_key'), message));
  }
  return found;
}
