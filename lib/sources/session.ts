import '#server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { isStudioError } from '#lib/errors.ts';
import type { SessionView } from '#lib/identity/sessions.ts';
import { studio } from '#lib/studio.ts';
import packageFile from '../../package.json' with { type: 'json' };

/** Who asks for this page: by what a trusted proxy says, else by the cookie of the request; looked up once per request. */
export const pageSession = cache(async (): Promise<SessionView | undefined> => {
  const { identity } = studio().ports;
  const request = { headers: await headers() };
  return (await proxySession(request)) ?? identity.session(request);
});

/** Whom the proxy names and the studio does not let in is nobody: the sign-in says the rest. */
async function proxySession(request: { headers: Awaited<ReturnType<typeof headers>> }): Promise<SessionView | undefined> {
  try {
    const peer = request.headers.get('x-peer') ?? undefined; // as server.ts saw it
    return await studio().ports.identity.proxySession(request, { peer });
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.status < 500) return undefined;
    throw thrown;
  }
}

/** The same for a page that needs somebody: without a session it leads to sign-in and back. */
export async function requireSession(): Promise<SessionView> {
  const session = await pageSession();
  if (session) return session;
  const path = (await headers())
    .get('x-path')
    ?.replace(/([?&])_rsc=[^&]*&?/, '$1')
    .replace(/[?&]$/, '');
  redirect(path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in');
}

/** Whether predictions may leave this server, for the line under the header. */
export const isRemoteInferenceOn = (): boolean => studio().ports.settings.current().flag('remote_inference.enabled');

export const studioVersion = packageFile.version;

/** Whom an invitation is for, as long as it is good. */
export const invitedBy = (invitation: string): { username: string } | undefined => studio().ports.identity.invited(invitation);

/** Whether people may sign in with a provider. */
export const hasSingleSignOn = (): boolean => studio().ports.identity.oidc !== undefined;

export const isSetUpOpen = (): boolean => studio().ports.identity.setUp.isOpen();

type SetUpState =
  | { name: 'ready'; token: string; key: { id: string; source: 'environment' | 'file' | 'data_directory' } }
  | { name: 'done' | 'no_token' | 'wrong_token' };

/** What the set-up page shows: the form only to whoever holds the token (threats.md A-06). */
export function setUpState(token: string | undefined): SetUpState {
  const { identity, key } = studio().ports;
  if (!identity.setUp.isOpen()) return { name: 'done' };
  if (token === undefined) return { name: 'no_token' };
  try {
    identity.setUp.assertToken(token);
    return { name: 'ready', token, key };
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.status === 401) return { name: 'wrong_token' };
    throw thrown;
  }
}
