import { z } from 'zod';
import { Password } from '#lib/access/account-schema.ts';
import type { Identity } from '#lib/identity/identity.ts';
import { schemaBody } from './json-body.ts';
import { openRoute, type Route, reply, route } from './route.ts';

/** Bounds only: what is wrong with a name or password is not told. */
const SignInBody = z.strictObject({ username: z.string().max(1024), password: z.string().max(1024) });
/** Who was invited chooses the first password. */
const InvitationBody = z.strictObject({ invitation: z.string().max(1024), password: Password });

/** Signing in and out, and who is signed in (architecture §10.1). */
export function sessionRoutes(
  identity: Pick<Identity, 'acceptInvitation' | 'signIn' | 'signOut' | 'session' | 'viewWithoutSession'>,
): Route[] {
  const path = '/api/studio/session';
  return [
    route('GET', path, {
      summary: 'Who is signed in, and what they may do',
      // With a password, a token or a proxy there is no session; its times are null.
      run({ caller, request }) {
        const session = request.headers.has('authorization') ? undefined : identity.session(request);
        return session?.user.id === caller.id ? session : identity.viewWithoutSession(caller);
      },
    }),
    openRoute('POST', path, {
      summary: 'Sign in',
      body: schemaBody(SignInBody),
      async run({ body, request, from }) {
        const { view, cookie } = await identity.signIn(body, request, from);
        return reply(200, view, { 'set-cookie': cookie });
      },
    }),
    openRoute('POST', `${path}/_accept`, {
      summary: 'Accept an invitation with a first password, and sign in',
      body: schemaBody(InvitationBody),
      async run({ body, request }) {
        const { view, cookie } = await identity.acceptInvitation(body, request);
        return reply(200, view, { 'set-cookie': cookie });
      },
    }),
    openRoute('DELETE', path, {
      summary: 'Sign out',
      async run({ request }) {
        const headers = { 'set-cookie': await identity.signOut(request), 'clear-site-data': '"cache", "storage"' };
        return reply(200, { acknowledged: true }, headers);
      },
    }),
  ];
}
