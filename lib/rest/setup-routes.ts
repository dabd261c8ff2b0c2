import { z } from 'zod';
import { Password, Username } from '#lib/access/account-schema.ts';
import type { Caller } from '#lib/access/caller.ts';
import type { Identity } from '#lib/identity/identity.ts';
import type { Log } from '#lib/log.ts';
import { schemaBody } from './json-body.ts';
import { openRoute, type Route, reply } from './route.ts';

export type SetupPorts = {
  identity: Pick<Identity, 'setUp' | 'startSession'>;
  /** Of the active sealing key. */
  key: { id: string; source: 'environment' | 'file' | 'data_directory' };
  /** Makes a connector on the built-in mock for the new administrator; without it the wish for one is not heard. */
  createSample?: (caller: Caller) => Promise<{ connector_id: string }>;
  log: Pick<Log, 'error'>;
};

const SetupBody = z.strictObject({ token: z.string(), username: Username, password: Password, sample: z.boolean().default(false) });

/** The first administrator (threats.md A-06). */
export function setupRoutes({ identity, key, createSample, log }: SetupPorts): Route[] {
  const { setUp } = identity;
  const makeSample = async (caller: Caller) => {
    try {
      return await createSample?.(caller);
    } catch (error) {
      log.error({ event: 'failure', error }); // the account is made: its owner goes on without the sample
      return undefined;
    }
  };
  return [
    openRoute('GET', '/api/studio/setup', {
      summary: 'Whether the studio waits for its first administrator; about the sealing key to whoever holds the set-up token',
      query: { token: 'text' },
      run({ query: { token } }) {
        const open = setUp.isOpen();
        if (!open || token === undefined) return { open };
        setUp.assertToken(token);
        return { open, key };
      },
    }),
    openRoute('POST', '/api/studio/setup', {
      summary: 'Create the first administrator and sign in',
      body: schemaBody(SetupBody),
      async run({ body: { token, username, password, sample }, request }) {
        const user = await setUp.run({ token, username, password });
        const { view, cookie } = await identity.startSession(user, request);
        const made = sample ? await makeSample(view.user) : undefined;
        return reply(200, { ...view, ...(made && { sample: made }) }, { 'set-cookie': cookie });
      },
    }),
  ];
}
