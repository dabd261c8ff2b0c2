import { z } from 'zod';
import { deceptive, Password, Username } from './account-schema.ts';
import { roles } from './caller.ts';

/** A name by which connectors and model groups are shared; what it stands for is the organisation's business. */
export const BackendRole = z
  .string()
  .trim()
  .min(1, 'Enter a backend role.')
  .max(256, 'Use at most 256 characters.')
  .refine((name) => !deceptive.test(name), 'A backend role holds no control characters.')
  .refine((name) => !name.includes(','), 'A backend role holds no comma.')
  .transform((name) => name.normalize('NFC'));

const BackendRoles = z
  .array(BackendRole)
  .max(200, 'Use at most 200 backend roles.')
  .transform((names) => [...new Set(names)]);

const Role = z.enum(roles, `Choose one of ${roles.join(', ')}.`);

/** Without a password the user is invited. */
export const NewUser = z.strictObject({
  username: Username,
  password: Password.optional(),
  role: Role,
  backend_roles: BackendRoles.default([]),
});
export type NewUser = z.output<typeof NewUser>;

export const UserPatch = z
  .strictObject({
    username: Username,
    password: Password,
    role: Role,
    backend_roles: BackendRoles,
    state: z.enum(['active', 'disabled'], 'Choose active or disabled.'),
    /** Ends every session. */
    sign_out: z.literal(true),
    /** Makes a new link for who has no password yet; the one before no longer works. */
    invite: z.literal(true),
    _seq_no: z.number().int(),
    _primary_term: z.number().int(),
  })
  .partial();
export type UserPatch = z.output<typeof UserPatch>;
