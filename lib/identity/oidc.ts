import '#server-only';
import { isStudioError, StudioError } from '#lib/errors.ts';
import type { UserRow } from '#lib/store/account-store.ts';
import type { IdentityMemory } from './memory.ts';
import type { OidcConfig } from './oidc-config.ts';
import { rolesNamed } from './oidc-roles.ts';
import type { OutsideUsers } from './outside-user.ts';
import { digest, newSecretToken } from './secret-token.ts';

/** A way to the provider: every request goes through the egress module. */
export type ProviderFetch = (
  url: string,
  request: {
    method: string;
    headers: Record<string, string>;
    body?: string | URLSearchParams | null | undefined;
    signal?: AbortSignal | undefined;
  },
) => Promise<Response>;

type Ports = {
  config: OidcConfig;
  fetch: ProviderFetch;
  userFor: OutsideUsers;
  memory: Pick<IdentityMemory, 'signIns'>;
  elapsed(): number;
};

/** Somebody is on their way to the provider and back. */
export type SignInUnderWay = { state: string; nonce: string; verifier: string; next: string; until: number };

const tenMinutes = 600_000; // milliseconds for the way to the provider and back
const hour = 3_600_000; // milliseconds that the provider's description is kept
const mostUnderWay = 1_000;
const skew = 60; // seconds that the clocks may differ

const failed = (cause?: unknown) =>
  new StudioError('security_exception', 401, 'Signing in with the provider did not work', cause === undefined ? {} : { cause });

/** The library weighs as much as all of sign-in, so it is loaded when somebody comes. */
const library = () => import('openid-client');
type Library = Awaited<ReturnType<typeof library>>;
type Provider = Awaited<ReturnType<Library['discovery']>>;

/** Sign-in with OpenID Connect: code flow with PKCE, state and nonce (threats.md A-09). */
export function makeOidc({ config, fetch, userFor, memory, elapsed }: Ports) {
  let known: { provider: Promise<Provider>; until: number } | undefined;
  const provider = (client: Library): Promise<Provider> => {
    if (known && elapsed() < known.until) return known.provider;
    const found = discover(client, config, fetch);
    known = { provider: found, until: elapsed() + hour };
    found.catch(() => {
      known = undefined; // the next one asks again
    });
    return found;
  };

  return {
    /**
     * Begins: remembers what must come back, bound to this browser by a cookie.
     * @param next a path of this studio, already judged
     */
    async begin(next: string): Promise<{ location: string; token: string }> {
      const client = await library();
      const [state, nonce, verifier, token] = [newSecretToken(), newSecretToken(), client.randomPKCECodeVerifier(), newSecretToken()];
      const location = client.buildAuthorizationUrl(await provider(client), {
        redirect_uri: config.redirect_uri,
        scope: 'openid profile email',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      const { signIns } = memory;
      if (signIns.size >= mostUnderWay) for (const oldest of signIns.keys()) if (signIns.delete(oldest)) break;
      signIns.set(digest(token), { state, nonce, verifier, next, until: elapsed() + tenMinutes });
      return { location: location.href, token };
    },
    /**
     * Ends: what came back is good for one try.
     * @param search of the address that the provider sent the browser to
     * @throws StudioError 401; 403 for somebody without a role here
     */
    async end(search: string, token: string | undefined): Promise<{ user: UserRow; next: string }> {
      const key = token === undefined ? '' : digest(token);
      const underWay = memory.signIns.get(key);
      memory.signIns.delete(key);
      if (!underWay || elapsed() >= underWay.until) throw failed();
      try {
        const client = await library();
        const claims = await claimsOf(client, await provider(client), { search, underWay, config });
        const username = claims[config.username_claim];
        if (typeof username !== 'string') throw failed();
        const roles = config.roles_claim === undefined ? undefined : rolesNamed(claims[config.roles_claim], config.role_map);
        return { user: await userFor({ username, roles }), next: underWay.next };
      } catch (thrown) {
        throw isStudioError(thrown) ? thrown : failed(thrown);
      }
    },
  };
}

export type Oidc = ReturnType<typeof makeOidc>;

async function discover(client: Library, { issuer, client_id, client_secret }: OidcConfig, fetch: ProviderFetch): Promise<Provider> {
  const authentication = client_secret === undefined ? client.None() : client.ClientSecretBasic(client_secret);
  const provider = await client.discovery(issuer, client_id, { [client.clockTolerance]: skew }, authentication, {
    [client.customFetch]: fetch as never, // as: the library's own type of the same function
    execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
  });
  client.enableNonRepudiationChecks(provider); // the signature of the token is looked at, though it came from the provider itself
  return provider;
}

type Answer = { search: string; underWay: SignInUnderWay; config: OidcConfig };
type Claims = Readonly<Record<string, unknown>>;

async function claimsOf(client: Library, provider: Provider, { search, underWay, config }: Answer): Promise<Claims> {
  const tokens = await client.authorizationCodeGrant(provider, new URL(config.redirect_uri + search), {
    pkceCodeVerifier: underWay.verifier,
    expectedState: underWay.state,
    expectedNonce: underWay.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw failed();
  const isWhole = [config.username_claim, config.roles_claim].every((name) => name === undefined || Object.hasOwn(claims, name));
  if (isWhole || provider.serverMetadata().userinfo_endpoint === undefined) return claims;
  return { ...(await client.fetchUserInfo(provider, tokens.access_token, claims.sub)), ...claims };
}
