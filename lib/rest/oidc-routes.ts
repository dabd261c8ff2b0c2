import { safeNext } from '#lib/access/safe-next.ts';
import { isStudioError } from '#lib/errors.ts';
import type { Identity } from '#lib/identity/identity.ts';
import type { Log } from '#lib/log.ts';
import { openRoute, type Route, reply } from './route.ts';

/** What providers add to the address that they send people back to. */
const fromProvider = {
  code: 'text',
  state: 'text',
  iss: 'text',
  error: 'text',
  error_description: 'text',
  error_uri: 'text',
  session_state: 'text',
  scope: 'text',
  authuser: 'text',
  prompt: 'text',
  hd: 'text',
  client_info: 'text',
} as const;

export type OidcRoutePorts = { identity: Pick<Identity, 'oidc' | 'startSession'>; log: Pick<Log, 'error' | 'warn'> };

/** Sign-in with OpenID Connect: two addresses that a browser is sent to (threats.md A-09). None where it is not configured. */
export function oidcRoutes({ identity, log }: OidcRoutePorts): Route[] {
  const { oidc } = identity;
  if (!oidc) return [];
  const path = '/api/studio/session/oidc';
  const sentTo = (location: string, cookie?: string) => reply(303, null, { location, ...(cookie && { 'set-cookie': cookie }) });
  const failed = (thrown: unknown) => {
    log.warn({ event: 'auth.login_failed', error: thrown });
    return sentTo(`/sign-in?sso=${isStudioError(thrown) && thrown.status === 403 ? 'no_role' : 'failed'}`);
  };
  return [
    openRoute('GET', path, {
      summary: 'Go to the sign-in provider',
      query: { next: 'text' },
      async run({ query, request }) {
        try {
          const { location, cookie } = await oidc.begin(safeNext(query.next), request);
          return sentTo(location, cookie);
        } catch (thrown) {
          return failed(thrown);
        }
      },
    }),
    openRoute('GET', `${path}/callback`, {
      summary: 'Come back from the sign-in provider',
      query: fromProvider,
      async run({ request }) {
        try {
          const { user, next } = await oidc.end(request);
          const { cookie } = await identity.startSession(user, request);
          return sentTo(next, cookie);
        } catch (thrown) {
          return failed(thrown);
        }
      },
    }),
  ];
}
