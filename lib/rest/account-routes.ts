import { z } from 'zod';
import { Password } from '#lib/access/account-schema.ts';
import { Preferences } from '#lib/access/preferences.ts';
import type { Identity } from '#lib/identity/identity.ts';
import { schemaBody } from './json-body.ts';
import { type Route, reply, route } from './route.ts';

const AccountPatch = z.strictObject({
  password: z.strictObject({ current: z.string().max(1024), new: Password }).optional(),
  preferences: Preferences.strict().optional(),
});

const NewToken = z.strictObject({
  name: z.string().trim().min(1, 'Enter a name.').max(256, 'Use at most 256 characters.'),
  scope: z.enum(['read', 'full', 'admin', 'metrics']),
  /** Epoch milliseconds; null for a token that does not end by itself. */
  expires_at: z.number().int().nullable().default(null),
});

/** A person's own account: password, preferences, API tokens. */
export function accountRoutes(identity: Pick<Identity, 'account' | 'startSession'>): Route[] {
  const { account } = identity;
  const path = '/api/studio/account';
  return [
    route('GET', path, { summary: 'The own account', run: ({ caller }) => account.view(caller) }),
    route('PATCH', path, {
      summary: 'Change the own password or preferences; a new password ends all sessions but this one',
      body: schemaBody(AccountPatch),
      async run({ caller, body, request, from }) {
        if (body.preferences) await account.changePreferences(caller, body.preferences);
        if (!body.password) return account.view(caller);
        const user = await account.changePassword(caller, body.password, from);
        if (request.headers.has('authorization')) return account.view(caller);
        const { cookie } = await identity.startSession(user, request);
        return reply(200, account.view(caller), { 'set-cookie': cookie });
      },
    }),
    route('GET', `${path}/tokens`, {
      summary: 'The own API tokens, without the tokens themselves',
      run({ caller }) {
        const items = account.listTokens(caller);
        return { total: items.length, items };
      },
    }),
    route('POST', `${path}/tokens`, {
      summary: 'Make an API token; it is shown this once',
      body: schemaBody(NewToken),
      run: ({ caller, body }) => account.createToken(caller, body),
    }),
    route('DELETE', `${path}/tokens/:token_id`, {
      summary: 'Remove an API token; it stops working at once',
      async run({ caller, params }) {
        await account.deleteToken(caller, params.token_id);
        return { acknowledged: true };
      },
    }),
  ];
}
