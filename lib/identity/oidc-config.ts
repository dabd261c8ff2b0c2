import '#server-only';
import fs from 'node:fs';
import { type Role, roles } from '#lib/access/caller.ts';
import type { NodeSettings } from '#lib/node-settings.ts';
import { StartError } from '#lib/start-error.ts';

/** Single sign-on with OpenID Connect (threats.md A-09). */
export type OidcConfig = {
  issuer: URL;
  client_id: string;
  /** Absent for a public client: PKCE alone protects the code. */
  client_secret: string | undefined;
  username_claim: string;
  /** Absent: only who is a user already is let in, with the role that they have here. */
  roles_claim: string | undefined;
  /** From the provider's names to roles of the studio. */
  role_map: ReadonlyMap<string, Role>;
  /** Where the provider sends people back to: from the configuration, never from a request. */
  redirect_uri: string;
};

const prefix = 'studio.oidc.';
const names = ['issuer', 'client_id', 'client_secret_file', 'username_claim', 'roles_claim', 'role_map'] as const;
export const callbackPath = '/api/studio/session/oidc/callback';

/**
 * Reads `studio.oidc.*` of the settings file.
 * @param origin where the studio is reached
 * @returns undefined when nothing is said about it
 * @throws StartError for half a configuration
 */
export function readOidc(settings: NodeSettings, origin: string): OidcConfig | undefined {
  if (!names.some((name) => settings.has(prefix + name))) return undefined;
  const text = (name: (typeof names)[number]) => {
    const value = settings.get(prefix + name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const file = text('client_secret_file');
  return {
    issuer: issuerIn(text('issuer')),
    client_id: text('client_id') ?? refuse('client_id', 'is missing.'),
    client_secret: file === undefined ? undefined : secretIn(file),
    username_claim: text('username_claim') ?? 'preferred_username',
    roles_claim: text('roles_claim'),
    role_map: new Map([settings.get(`${prefix}role_map`) ?? []].flat().flatMap((one) => one.split(',').map(pairIn))),
    redirect_uri: origin + callbackPath,
  };
}

function refuse(name: (typeof names)[number], what: string): never {
  throw new StartError(`${prefix}${name} ${what}`);
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Plain http only on this machine, for trying it out. */
function issuerIn(text: string | undefined): URL {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname));
  if (!url || !isSafe || url.search || url.hash) refuse('issuer', 'must be the https address of the provider.');
  return url;
}

function secretIn(file: string): string {
  try {
    return fs.readFileSync(/*turbopackIgnore: true*/ file, 'utf8').trim() || refuse('client_secret_file', 'is empty.');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) {
      throw new StartError(`${prefix}client_secret_file: ${file} cannot be read.`, { cause: thrown });
    }
    throw thrown;
  }
}

/** `studio-admins=all_access` */
function pairIn(text: string): [string, Role] {
  const [, name = '', wanted] = /^(.+)=\s*(\w+)\s*$/.exec(text) ?? [];
  const role = roles.find((one) => one === wanted);
  return role
    ? [name.trim(), role]
    : refuse('role_map', `must hold pairs such as studio-admins=all_access; the roles are ${roles.join(', ')}.`);
}
