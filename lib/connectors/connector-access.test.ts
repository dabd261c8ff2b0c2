import { describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { type Guarded, mayChange, mayRead, visibilityOf } from './connector-access.ts';

const caller = (id: string, backend_roles: string[], role: Caller['role'] = 'ml_full_access'): Caller => ({
  id,
  username: id,
  role,
  backend_roles,
});
const callers = {
  owner: caller('owner', []),
  sharing: caller('sharing', ['it']),
  other: caller('other', ['hr']),
  admin: caller('admin', [], 'all_access'),
};
const connectors: Record<string, Guarded> = {
  public: { connector: { access: 'public' }, owner_id: 'owner' },
  private: { connector: { access: 'private', backend_roles: ['it'] }, owner_id: 'owner' },
  restricted: { connector: { access: 'restricted', backend_roles: ['it'] }, owner_id: 'owner' },
  ownerless: { connector: {}, owner_id: null },
};
type Who = keyof typeof callers;

/** Read and change (update, delete) for owner, sharing a role, other, administrator: A or D each. */
const matrix: [string, string, string][] = [
  ['public', 'AAAA', 'ADDA'],
  ['private', 'ADDA', 'ADDA'],
  ['restricted', 'AADA', 'AADA'],
  ['ownerless', 'AAAA', 'DDDA'],
];

describe('the access matrix (M-01)', () => {
  test.each(matrix)('%s: read %s, change %s', (name, read, change) => {
    const connector = connectors[name] as Guarded;
    const row = (may: typeof mayRead) =>
      (Object.keys(callers) as Who[]).map((who) => (may(callers[who], connector, true) ? 'A' : 'D')).join('');
    expect([row(mayRead), row(mayChange)]).toEqual([read, change]);
  });

  test('without access control everybody may everything (M-05)', () => {
    for (const connector of Object.values(connectors)) {
      for (const who of Object.values(callers))
        expect([mayRead(who, connector, false), mayChange(who, connector, false)]).toEqual([true, true]);
    }
  });

  test('the owner is who has the id, not who has the name (M-10)', () => {
    const namesake = { ...callers.other, username: 'owner' };
    expect(mayRead(namesake, connectors.private as Guarded, true)).toBe(false);
  });
});

describe('a new connector', () => {
  const off =
    'You cannot specify connector access control parameters because the Security plugin or connector access control is disabled on your cluster.';

  test.each([{ access_mode: 'public' as const }, { backend_roles: ['it'] }, { add_all_backend_roles: false }])(
    'without access control %j is refused (M-05)',
    (fields) => {
      expect(() => visibilityOf(callers.sharing, fields, false)).toThrow(off);
    },
  );

  test('without access control nothing about access is kept', () => {
    expect(visibilityOf(callers.sharing, { backend_roles: [] }, false)).toEqual({});
  });

  test('is private, or restricted when roles are given (M-06)', () => {
    expect(visibilityOf(callers.sharing, {}, true)).toMatchObject({ access: 'private', owner: { name: 'sharing', backend_roles: ['it'] } });
    expect(visibilityOf(callers.sharing, { backend_roles: ['it'] }, true)).toMatchObject({ access: 'restricted', backend_roles: ['it'] });
    expect(visibilityOf(callers.sharing, { add_all_backend_roles: true }, true)).toMatchObject({
      access: 'restricted',
      backend_roles: ['it'],
    });
    expect(visibilityOf(callers.admin, { backend_roles: ['any'] }, true)).toMatchObject({ backend_roles: ['any'] });
  });

  test.each([
    ['admin', { add_all_backend_roles: true }, "Admin can't add all backend roles"],
    [
      'sharing',
      { access_mode: 'public', backend_roles: ['it'] },
      'You can specify backend roles only for a connector with the restricted access mode.',
    ],
    [
      'sharing',
      { access_mode: 'private', add_all_backend_roles: true },
      'You can specify backend roles only for a connector with the restricted access mode.',
    ],
    [
      'sharing',
      { backend_roles: ['it'], add_all_backend_roles: true },
      "You can't specify backend roles and add all backend roles to true at same time.",
    ],
    ['owner', { add_all_backend_roles: true }, 'You must have at least one backend role to create a connector.'],
    [
      'sharing',
      { access_mode: 'restricted' },
      'You must specify at least one backend role or make the connector public/private for registering it.',
    ],
    ['sharing', { backend_roles: ['hr'] }, "You don't have the backend roles specified."],
  ] as const)('%s with %j is refused (M-06)', (who, fields, reason) => {
    const given = { ...fields, backend_roles: 'backend_roles' in fields ? [...fields.backend_roles] : undefined };
    expect(() => visibilityOf(callers[who], given, true)).toThrow(reason);
  });
});
