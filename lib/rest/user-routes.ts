import { NewUser, UserPatch } from '#lib/access/user-schema.ts';
import { entityTag } from '#lib/connectors/precondition.ts';
import type { Identity } from '#lib/identity/identity.ts';
import { guardedBody } from './guarded-body.ts';
import { schemaBody } from './json-body.ts';
import { preconditionQuery, readPrecondition } from './precondition-query.ts';
import { type Route, reply, route } from './route.ts';

const path = '/api/studio/users';
const one = `${path}/:user_id` as const;

/** Users and roles, for administrators (architecture §10.3). */
export function userRoutes({ users }: Pick<Identity, 'users'>): Route[] {
  const answer = <User extends { _seq_no: number }>(user: User) => reply(200, user, { etag: entityTag({ seq_no: user._seq_no }) });
  return [
    route('GET', path, {
      summary: 'List users',
      query: {
        q: 'text',
        sort: 'text',
        dir: 'text',
        page: 'integer',
        size: 'integer',
        role: 'text',
        state: 'text',
        backend_role: 'text',
      },
      run: ({ caller, query }) => users.list(caller, query),
    }),
    route('POST', path, {
      summary: 'Add a user; without a password the answer holds an invitation link, this once',
      body: guardedBody('user.create', schemaBody(NewUser)),
      run: async ({ caller, body }) => answer(await users.create(caller, body)),
    }),
    route('GET', one, {
      summary: 'Show a user',
      run: ({ caller, params }) => answer(users.show(caller, params.user_id)),
    }),
    route('PATCH', one, {
      summary: 'Change a user: name, role, backend roles, password, state; end their sessions; invite them again',
      query: preconditionQuery,
      body: guardedBody('user.update', schemaBody(UserPatch)),
      run: async (call) => answer(await users.change(call.caller, call.params.user_id, call.body, readPrecondition(call))),
    }),
    route('DELETE', one, {
      summary: 'Delete a user with their sessions and tokens',
      query: preconditionQuery,
      run: async (call) => {
        await users.remove(call.caller, call.params.user_id, readPrecondition(call));
        return { acknowledged: true };
      },
    }),
  ];
}
