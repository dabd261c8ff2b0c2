import '#server-only';
import fs from 'node:fs';
import { type AddressList, addressList } from '#lib/egress/address-list.ts';
import type { NodeSettings } from '#lib/node-settings.ts';
import { StartError } from '#lib/start-error.ts';
import { digest } from './secret-token.ts';

/** Who a reverse proxy may say somebody is (threats.md A-08). */
export type ProxyLoginConfig = {
  isTrusted(peer: string | undefined): boolean;
  /** Names of headers, in lower case. */
  user_header: string;
  /** Absent: only who is a user already is let in, with the role that they have here. */
  roles_header: string | undefined;
  secret_header: string;
  /** Digest of what the secret header holds. */
  secret: string;
};

const prefix = 'studio.proxy_login.';
const names = ['trusted_proxies', 'user_header', 'roles_header', 'secret_header', 'secret_file'] as const;
const shortest = 32; // characters of the shared secret

/** Headers that mean something already. */
const taken = new Set(['authorization', 'cookie', 'host', 'origin', 'connection', 'content-type', 'content-length']);

/**
 * Reads `studio.proxy_login.*` of the settings file.
 * @returns undefined when nothing is said about it: proxy login is off
 * @throws StartError for half a configuration
 */
export function readProxyLogin(settings: NodeSettings): ProxyLoginConfig | undefined {
  const given = names.filter((name) => settings.has(prefix + name));
  if (given.length === 0) return undefined;
  for (const name of ['trusted_proxies', 'user_header', 'secret_header', 'secret_file'] as const) {
    if (!settings.get(prefix + name)?.length) refuse(name, 'is missing: without it nobody could be believed.');
  }
  const proxies = proxiesOf([settings.get(`${prefix}trusted_proxies`) ?? []].flat());
  const header = (name: 'user_header' | 'roles_header' | 'secret_header') => headerOf(name, String(settings.get(prefix + name)));
  return {
    isTrusted: (peer) => peer !== undefined && proxies.has(peer),
    user_header: header('user_header'),
    roles_header: settings.has(`${prefix}roles_header`) ? header('roles_header') : undefined,
    secret_header: header('secret_header'),
    secret: digest(secretIn(String(settings.get(`${prefix}secret_file`)))),
  };
}

function refuse(name: (typeof names)[number], what: string): never {
  throw new StartError(`${prefix}${name} ${what}`);
}

function headerOf(setting: 'user_header' | 'roles_header' | 'secret_header', text: string): string {
  const name = text.trim().toLowerCase();
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || taken.has(name)) refuse(setting, 'must be the name of a header of its own.');
  return name;
}

function proxiesOf(listed: readonly string[]): AddressList {
  const proxies = addressList(listed.flatMap((one) => one.split(',')));
  return proxies ?? refuse('trusted_proxies', 'must hold addresses such as 10.0.0.5, or networks such as 10.0.0.0/8.');
}

function secretIn(file: string): string {
  let secret: string;
  try {
    secret = fs.readFileSync(/*turbopackIgnore: true*/ file, 'utf8').trim();
  } catch (thrown) {
    throw new StartError(`${prefix}secret_file: ${file} cannot be read.`, { cause: thrown });
  }
  if (secret.length < shortest) refuse('secret_file', `holds less than ${shortest} characters.`);
  return secret;
}
